using Google.Protobuf;
using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores.Scenarios;

/// <summary>Many registrations of one new key at once.</summary>
internal sealed class ParallelAdds : IStoreScenario
{
    private const string Add = "/objectstore.PublicKeyService/Add";
    private const int KeyBytes = 65;

    public bool Fits(StoreCase recorded) => recorded.Find("result") is { } result && result.TryGetProperty("distinctUuids", out _);

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var count = context.Result.GetProperty("statuses").GetInt32();
        var key = new byte[KeyBytes];
        key[0] = 4;
        var request = RecordedRequest.Frame(new PublicKeyRequest { PublicKey = new PublicKey { Secp256K1 = ByteString.CopyFrom(key) } }.ToByteArray());
        var before = await OurRows.ReadAsync(context.Store, cancellationToken);
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            await using var caller = await context.ConnectAsync(cancellationToken);
            return await caller.CallAsync(Add, [request], cancellationToken);
        }));
        Expect.Equal("calls that were well", count, answers.Count(answer => answer.Code == 0));
        Expect.Equal(
            "distinct UUIDs", context.Result.GetProperty("distinctUuids").GetInt32(),
            answers.Select(answer => PublicKeyResponse.Parser.ParseFrom(answer.Messages.Single()).Uuid.Value).Distinct().Count());
        Expect.Equal("rows", context.Result.GetProperty("rows").GetInt32(), (await OurRows.ReadAsync(context.Store, cancellationToken)).AddedSince(before, StoreTables.Keys).Count);
    }
}
