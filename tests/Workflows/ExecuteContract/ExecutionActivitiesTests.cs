using P8e.Durable;
using P8e.Execution;
using P8e.Execution.Envelopes;
using P8e.Execution.Ports;
using P8e.Index.Ports;
using P8e.Ports;
using P8e.Ports.Index;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.ExecuteContract;
using P8e.Workflows.Ports;
using P8e.Workflows.SubmitMessages;
using P8e.Workflows.Tests.Support;

namespace P8e.Workflows.Tests.ExecuteContract;

/// <summary>The steps of an execution, one after the other, on adapters in memory.</summary>
public sealed class ExecutionActivitiesTests
{
    private static readonly ActivityContext Context = new("ex-1", "test");
    private static readonly IntakeRecord Note = new("note", ExecutionScene.NoteClass, ExecutionScene.Note);

    private readonly ExecutionScene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Package_Repeated_IsTheSameEnvelopeAndListedOnce()
    {
        var request = await _scene.RequestAsync([Note], Token);

        var envelope = await PackageAsync(request);

        Assert.Equal(envelope, await PackageAsync(request));
        var row = Assert.Single((await _scene.Executions.ListAsync(ExecutionScene.Affiliate, null, 10, Token)).Items);
        Assert.Equal(new ExecutionRow("ex-1", request.Request.Contract, request.Scope, request.Request.Submitted), row);
    }

    [Fact]
    public async Task Package_Envelope_IsReadableByTheReadersAndNobodyElse()
    {
        var envelope = ObjectHash.Parse(await PackageAsync(await _scene.RequestAsync([Note], Token)));

        foreach (var party in new[] { ExecutionScene.Alice, ExecutionScene.Reader })
        {
            Assert.NotEmpty(await _scene.ObjectsOf(party).GetAsync(envelope, ExecutionLimits.EnvelopeBytesMax, Token));
        }

        await Assert.ThrowsAsync<P8eStateException>(() => _scene.ObjectsOf(Party.Named("mallory")).GetAsync(envelope, ExecutionLimits.EnvelopeBytesMax, Token));
    }

    [Fact]
    public async Task Package_NamedScopeThatIsThere_IsRefused()
    {
        var scope = SampleScopes.Scope(7);
        await IndexAsync(scope, 5);

        var error = await Assert.ThrowsAsync<P8eStateException>(async () => await PackageAsync(await _scene.RequestAsync([Note], Token, scope.PrimaryUuid)));

        Assert.Equal((StateErrorKind.Conflict, ErrorCodes.ScopeExists), (error.Kind, error.Code));
    }

    [Fact]
    public async Task Package_NamedScopeThatIsNew_IsPackaged() =>
        Assert.NotEmpty(await PackageAsync(await _scene.RequestAsync([Note], Token, SampleScopes.Scope(8).PrimaryUuid)));

    [Theory]
    [InlineData("nobody", ExecutionScene.NoteClass, ErrorCodes.SessionRecordUnknown)]
    [InlineData("note", "org.p8evec.proto.LoanRecords$Loan", ErrorCodes.SessionRecordClassWrong)]
    public async Task Package_WrongRecord_IsRefused(string name, string className, string code)
    {
        var request = await _scene.RequestAsync([new IntakeRecord(name, className, ExecutionScene.Note)], Token);

        Assert.Equal(code, (await Assert.ThrowsAsync<P8eInputException>(() => PackageAsync(request))).Code);
    }

    [Fact]
    public async Task Package_IntakeGone_IsNotFound()
    {
        var request = await _scene.RequestAsync([Note], Token);
        var gone = request with { Request = request.Request with { Intake = ObjectHash.FromBytes(new byte[32]).ToString() } };

        Assert.Equal(ErrorCodes.ObjectNotFound, (await Assert.ThrowsAsync<P8eStateException>(() => PackageAsync(gone))).Code);
    }

    [Fact]
    public async Task Package_IntakeThatIsNone_IsRefusedWithoutQuotingIt()
    {
        var request = await _scene.RequestAsync([Note], Token);
        var other = await _scene.Services.Objects.PutAsync("secret"u8.ToArray(), [], Token);

        var error = await Assert.ThrowsAsync<P8eInputException>(() => PackageAsync(request with { Request = request.Request with { Intake = other.ToString() } }));

        Assert.Equal(ErrorCodes.RequestMalformed, error.Code);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FunctionReturns_StoresTheRecordAndTheSignedEnvelope()
    {
        var ran = await RunAsync();

        Assert.Equal((1, null), (ran.Records, ran.FailedFunction));
        Assert.Equal(_scene.Clock.GetUtcNow(), Assert.Single(_scene.Runs).Now);
        var envelope = ContractEnvelope.Parse(await _scene.ObjectsOf(ExecutionScene.Reader).GetAsync(ObjectHash.Parse(ran.Envelope), ExecutionLimits.EnvelopeBytesMax, Token));
        var result = Assert.Single(envelope.Results);
        Assert.Equal(("note", FunctionOutcome.Pass), (result.Function, result.Outcome));
        Assert.Equal(ExecutionScene.Note, await _scene.ObjectsOf(ExecutionScene.Reader).GetAsync(ObjectHash.Parse(result.Hash), 100, Token));
    }

    [Fact]
    public async Task Run_FunctionThrows_NamesItAndKeepsItsWordsInTheEnvelope()
    {
        _scene.Contract = _ => ContractCallResult.Threw("secret");

        var ran = await RunAsync();

        Assert.Equal((0, "note"), (ran.Records, ran.FailedFunction));
        var envelope = ContractEnvelope.Parse(await _scene.Services.Objects.GetAsync(ObjectHash.Parse(ran.Envelope), ExecutionLimits.EnvelopeBytesMax, Token));
        Assert.Contains("secret", Assert.Single(envelope.Results).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Stopped_FailsWithTheRunnersCode()
    {
        _scene.Contract = _ => throw new P8eStateException(StateErrorKind.NotPermitted, ErrorCodes.ContractMemoryExhausted, "too much");

        Assert.Equal(ErrorCodes.ContractMemoryExhausted, (await Assert.ThrowsAsync<P8eStateException>(RunAsync)).Code);
    }

    [Fact]
    public async Task Memorialise_Repeated_QueuesOneTransaction()
    {
        var envelope = new EnvelopeToWrite(Submissions.Account.ToString(), (await RunAsync()).Envelope);

        Assert.Null(await MemorialiseAsync(envelope));
        Assert.Null(await MemorialiseAsync(envelope));

        var row = Assert.Single(await _scene.Outbox.ListOpenAsync(Submissions.Account, Token).ToListAsync(Token));
        Assert.Equal("ex-1:0", row.Id);
        Assert.Equal(
            ["MsgWriteScopeRequest", "MsgWriteSessionRequest", "MsgWriteRecordRequest"], row.Content.Messages.Select(message => message.TypeUrl[(message.TypeUrl.LastIndexOf('.') + 1)..]));
    }

    [Fact]
    public async Task Memorialise_AnotherEnvelopeUnderTheSameId_IsRefused()
    {
        await MemorialiseAsync(new EnvelopeToWrite(Submissions.Account.ToString(), (await RunAsync()).Envelope));
        _scene.Contract = _ => ContractCallResult.Returned(ExecutionScene.NoteClass, new byte[] { 0x0a, 1, (byte)'y' });
        var other = new EnvelopeToWrite(Submissions.Account.ToString(), (await RunAsync()).Envelope);

        Assert.Equal(ErrorCodes.ChainRowConflict, (await Assert.ThrowsAsync<P8eStateException>(() => MemorialiseAsync(other))).Code);
    }

    [Fact]
    public async Task Memorialise_EnvelopeGone_IsNotFound()
    {
        var gone = new EnvelopeToWrite(Submissions.Account.ToString(), ObjectHash.FromBytes(new byte[32]).ToString());

        Assert.Equal(ErrorCodes.ObjectNotFound, (await Assert.ThrowsAsync<P8eStateException>(() => MemorialiseAsync(gone))).Code);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(4L, false)]
    [InlineData(5L, true)]
    [InlineData(6L, true)]
    public async Task Confirm_IndexAtAHeight_KnowsBlocksUpToIt(long? indexed, bool expected)
    {
        var scope = SampleScopes.Scope(9);
        if (indexed is { } height)
        {
            await IndexAsync(scope, height);
        }

        Assert.Equal(expected, await new ConfirmIndexActivity(_scene.Services).RunAsync(Context, new IndexQuestion(scope.PrimaryUuid, 5), Token));
    }

    [Theory]
    [InlineData(null, null, ExecutionState.Completed)]
    [InlineData(StepName.Executed, ErrorCodes.ContractTimeLimit, ExecutionState.Failed)]
    public async Task End_Repeated_IsListedOnceAsItEnded(string? step, string? code, ExecutionState state)
    {
        var end = new ExecutionEnd(_scene.Clock.GetUtcNow(), "org.example.Loan", SampleScopes.Scope(1).PrimaryUuid, "AB", 7, step, code);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await new EndExecutionActivity(_scene.Services).RunAsync(Context, end, Token);
        }

        var row = Assert.Single((await _scene.Executions.ListAsync(ExecutionScene.Affiliate, null, 10, Token)).Items);
        Assert.Equal(new ExecutionRow("ex-1", end.Contract, end.Scope, end.Submitted) { State = state, FailedStep = step, ErrorCode = code, Transaction = "AB", Height = 7 }, row);
    }

    private Task<string> PackageAsync(SessionToPackage request) => new PackageSessionActivity(_scene.Services).RunAsync(Context, request, Token);

    private async Task<ContractRan> RunAsync()
    {
        var envelope = await PackageAsync(await _scene.RequestAsync([Note], Token));
        return await new RunContractActivity(_scene.Services).RunAsync(Context, new ContractToRun(envelope, _scene.Clock.GetUtcNow()), Token);
    }

    private Task<TransactionOutcome?> MemorialiseAsync(EnvelopeToWrite envelope) => new MemorialiseActivity(_scene.Services, _scene.Submission).RunAsync(Context, envelope, Token);

    private async Task IndexAsync(MetadataAddress scope, long height) =>
        Assert.True(await _scene.Index.TryWriteAsync(new ScopeUpdate { Row = SampleScopes.Row(ExecutionScene.Affiliate, scope, height), Sessions = [], Records = [], History = [] }, Token));
}
