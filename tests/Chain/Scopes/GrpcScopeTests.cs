using Google.Protobuf;
using P8e.Chain.Node;
using P8e.Chain.Scopes;
using P8e.Chain.Tests.Support;
using P8e.Grpc;
using P8e.Grpc.Server;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Chain.Tests.Scopes;

/// <summary>Scopes as a node answered about them, over real HTTP/2, and as no honest node would.</summary>
public sealed class GrpcScopeTests
{
    // Written from provenance-chain 6.4; no recording has one.
    private const string Pruned = "codespace sdk code 38: invalid request: failed to load state at height 5; version does not exist (latest height: 479)";

    private static readonly MetadataAddress Scope = MetadataAddress.Parse("scope1qzsqqqqqqqqyqqyqqqqqqqqqqqqs9mw5kc");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadScope_RecordedWithSessionsAndRecords_IsTheNodesAnswer()
    {
        var recorded = RecordedScopes.Answer("md-scope-full");
        ScopeRequest? asked = null;
        string? height = null;

        var reading = await ReadAsync((request, header, _) =>
        {
            (asked, height) = (request, header);
            return recorded;
        });

        Assert.Equal(("5", Scope.ToString(), true, true, false), (height, asked!.ScopeId, asked.IncludeSessions, asked.IncludeRecords, asked.ExcludeIdInfo));
        Assert.True(reading is { IsAtHeight: true, IsComplete: true });
        var scope = recorded.Scope.Scope;
        Assert.Equal(Scope, reading.Scope!.Address);
        Assert.Equal(scope.SpecificationId.ToByteArray(), reading.Scope.Specification.Bytes.ToArray());
        Assert.Equal(scope.Owners.Select(party => (party.Address, $"{party.Role}".ToUpperInvariant(), party.Optional)), reading.Scope.Owners.Select(party => (party.Address, party.Role, party.IsOptional)));
        Assert.Equal(scope.DataAccess, reading.Scope.DataAccess);
        Assert.Equal(scope.ValueOwnerAddress, reading.Scope.ValueOwner);
        Assert.Equal(
            recorded.Sessions.Select(session => (session.SessionIdInfo.SessionAddr, session.Session.Name, session.ContractSpecIdInfo.ContractSpecAddr)),
            reading.Sessions.Select(session => (session.Address.ToString(), session.Name, session.Specification.ToString())));
        Assert.NotEmpty(reading.Sessions);
        Assert.Equal(
            recorded.Records.Select(record => (record.RecordIdInfo.RecordAddr, record.Record.Name, record.RecordSpecIdInfo.RecordSpecAddr, record.Record.Process.Method, record.Record.Process.Hash)),
            reading.Records.Select(record => (record.Address.ToString(), record.Name, record.Specification!.ToString(), record.Process.Method, record.Process.Hash ?? "")));
        Assert.NotEmpty(reading.Records);
        Assert.All(reading.Records, record => Assert.Equal(record.Address, Scope.ToRecord(record.Name)));
        Assert.Equal(
            recorded.Records.SelectMany(record => record.Record.Inputs).Select(input => (input.Name, input.TypeName, input.Hash, $"{input.Status}".ToUpperInvariant())),
            reading.Records.SelectMany(record => record.Inputs).Select(input => (input.Name, input.TypeName, input.Hash ?? "", input.Status)));
        Assert.Equal(
            recorded.Records.SelectMany(record => record.Record.Outputs).Select(output => (output.Hash, $"{output.Status}".ToUpperInvariant())),
            reading.Records.SelectMany(record => record.Outputs).Select(output => (output.Hash, output.Status)));
    }

    [Fact]
    public async Task ReadScope_RecordedAtItsFirstHeight_IsThere() =>
        Assert.Equal(Scope, (await ReadAsync((_, _, _) => RecordedScopes.Answer("md-scope-at-height"))).Scope!.Address);

    [Fact]
    public async Task ReadScope_RecordedBeforeItsFirstHeight_IsNothing()
    {
        var reading = await ReadAsync((_, _, _) => RecordedScopes.Answer("md-scope-before-height"));

        Assert.True(reading is { Scope: null, Sessions.Count: 0, Records.Count: 0, IsAtHeight: true, IsComplete: true });
    }

    [Fact]
    public async Task ReadScope_RecordedHeightInTheFuture_Passes() =>
        await AssertPassesAsync((_, _, call) => throw call.Refusal(GrpcStatusCode.Unknown, RecordedScopes.Error("md-scope-future-height")));

    [Fact]
    public async Task ReadScope_PrunedHeight_IsTheNewestStateAndSaysSo()
    {
        var heights = new List<string?>();

        var reading = await ReadAsync((_, height, call) =>
        {
            heights.Add(height);
            return height is null ? RecordedScopes.Answer("md-scope-full") : throw call.Refusal(GrpcStatusCode.Unknown, Pruned);
        });

        Assert.Equal(["5", null], heights);
        Assert.True(reading is { IsAtHeight: false, IsComplete: true });
        Assert.NotEmpty(reading.Records);
    }

    [Fact]
    public async Task ReadScope_AnswerTooLong_IsTheScopeAloneAndSaysSo()
    {
        var reading = await ReadAsync((request, _, _) =>
        {
            var answer = RecordedScopes.Answer("md-scope-full");
            if (request.IncludeRecords)
            {
                answer.Records[0].Record.Process.Name = new string('x', 5 * 1024 * 1024);
            }
            else
            {
                answer.Records.Clear();
                answer.Sessions.Clear();
            }

            return answer;
        });

        Assert.True(reading is { Scope: not null, Sessions.Count: 0, Records.Count: 0, IsAtHeight: true, IsComplete: false });
    }

    [Fact]
    public async Task ReadScope_LongTextsAndLists_AreCutAndItSaysSo()
    {
        var answer = RecordedScopes.Answer("md-scope-full");
        answer.Scope.Scope.DataAccess.Add(Enumerable.Repeat("tp1", 100_000));
        answer.Sessions[0].Session.Name = new string('a', 999) + "😀";
        answer.Records[0].Record.Inputs.Add(Enumerable.Repeat(new Protocol.Wire.Metadata.RecordInput(), 10_000));
        var before = answer.Scope.Scope.Owners.Count;

        var reading = await ReadAsync((_, _, _) => answer);

        Assert.False(reading.IsComplete);
        Assert.Equal(before, reading.Scope!.Owners.Count);
        Assert.InRange(reading.Scope.DataAccess.Count, 400, 512);
        Assert.Equal(new string('a', 999), reading.Sessions[0].Name);
        Assert.InRange(reading.Records[0].Inputs.Count, 400, 512);
    }

    [Fact]
    public async Task ReadScope_UnknownRolesAndOddAddresses_AreKeptAsTheyAre()
    {
        var answer = RecordedScopes.Answer("md-scope-full");
        var first = answer.Scope.Scope.Owners[0].Address;
        answer.Scope.Scope.Owners[0].Role = (PartyType)9;
        answer.Scope.Scope.Owners[0].Address = first.ToUpperInvariant();
        answer.Scope.Scope.ValueOwnerAddress = "";
        answer.Scope.Scope.DataAccess[0] = "an address of another length";

        var scope = (await ReadAsync((_, _, _) => answer)).Scope!;

        Assert.Equal((first, "9"), (scope.Owners[0].Address, scope.Owners[0].Role));
        Assert.Equal((null, "an address of another length"), (scope.ValueOwner, scope.DataAccess[0]));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("other scope")]
    [InlineData("other id")]
    [InlineData("session of another scope")]
    [InlineData("session is a record")]
    [InlineData("session missing")]
    [InlineData("session twice")]
    [InlineData("record without id")]
    [InlineData("record twice")]
    [InlineData("specification of another kind")]
    public async Task ReadScope_AnswerThatCannotBe_Passes(string what)
    {
        var answer = RecordedScopes.Answer("md-scope-full");
        var other = MetadataAddress.ForScope(Guid.NewGuid());
        switch (what)
        {
            case "nothing": answer = new ScopeResponse(); break;
            case "other scope": answer.Scope.ScopeIdInfo.ScopeAddr = other.ToString(); break;
            case "other id": answer.Scope.Scope.ScopeId = ByteString.CopyFrom(other.Bytes.Span); break;
            case "session of another scope":
                answer.Sessions[0].Session.SessionId = ByteString.CopyFrom(MetadataAddress.ForSession(other.PrimaryUuid, Guid.NewGuid()).Bytes.Span);
                break;
            case "session is a record": answer.Sessions[0].Session.SessionId = answer.Records[0].RecordIdInfo.RecordId; break;
            case "session missing": answer.Sessions[0].Session = null; break;
            case "session twice": answer.Sessions.Add(answer.Sessions[0]); break;
            case "record without id": answer.Records[0].RecordIdInfo = null; break;
            case "record twice": answer.Records.Add(answer.Records[0]); break;
            default: answer.Scope.Scope.SpecificationId = answer.Scope.Scope.ScopeId; break;
        }

        await AssertPassesAsync((_, _, _) => answer);
    }

    [Theory]
    [InlineData(GrpcStatusCode.Internal)]
    [InlineData(GrpcStatusCode.InvalidArgument)]
    [InlineData(GrpcStatusCode.Unavailable)]
    [InlineData(GrpcStatusCode.Unimplemented)]
    public async Task ReadScope_OtherRefusal_Passes(GrpcStatusCode code) => await AssertPassesAsync((_, _, call) => throw call.Refusal(code, "away"), onlyTransient: true);

    private static async Task AssertPassesAsync(Func<ScopeRequest, string?, GrpcServerCall, ScopeResponse> answer, bool onlyTransient = false)
    {
        var error = await Assert.ThrowsAsync<P8eTransientException>(() => ReadAsync(answer));

        Assert.True(onlyTransient || error.Code == ErrorCodes.ChainNodeUnavailable, error.Code);
    }

    private static async Task<ScopeReading> ReadAsync(Func<ScopeRequest, string?, GrpcServerCall, ScopeResponse> answer)
    {
        await using var node = await RecordedGrpcNode.StartAsync(metadata: RecordedScopes.Answering(answer));
        using var channel = node.Connect();
        return await new GrpcNode(channel, TimeSpan.FromSeconds(30)).ReadScopeAsync(Scope, 5, Token);
    }
}
