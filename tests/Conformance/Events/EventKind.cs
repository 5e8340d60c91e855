using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using P8e.Chain;
using P8e.Chain.Blocks;
using P8e.Chain.Blocks.Comet;
using P8e.Chain.Following;
using P8e.Chain.Transactions;
using P8e.Conformance.Dime;

namespace P8e.Conformance.Events;

/// <summary>
/// The <c>txResult</c> of <c>vectors/chain/transactions-*.json</c>: read as the block results of a node, every event must be the recorded one, and every
/// typed event must say what the recorded attributes say.
/// </summary>
public sealed class EventKind : IConformanceKind
{
    /// <inheritdoc/>
    public string Name => "events";

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaseResult> RunAsync(string unit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(unit);
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        if (!document.RootElement.TryGetProperty("cases", out var cases))
        {
            yield break;
        }

        foreach (var element in cases.EnumerateArray().Where(element => element.TryGetProperty("txResult", out _)))
        {
            yield return await CaseResult.OfAsync(element.Text("id"), () => CheckAsync(element, cancellationToken));
        }
    }

    private static async Task CheckAsync(JsonElement element, CancellationToken cancellationToken)
    {
        var recorded = element.GetProperty("txResult");
        var reply = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = 1,
            ["result"] = new JsonObject { ["height"] = "7", ["txs_results"] = new JsonArray(JsonNode.Parse(recorded.GetRawText())), ["finalize_block_events"] = null },
        };
        using var handler = new FixedReply(Encoding.UTF8.GetBytes(reply.ToJsonString()));
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://node.invalid/") };
        var source = new CometBlockSource(http, new ChainOptions { ChainId = element.Text("chainId") });
        var results = (await source.ReadResultsAsync(7, cancellationToken))!;

        var result = results.Transactions.Single();
        Expect.Equal("code", recorded.GetProperty("code").GetUInt32(), result.Failure?.Code ?? 0);
        Expect.Equal("gas used", recorded.Text("gas_used"), $"{result.GasUsed}");
        Expect.Equal("gas wanted", recorded.Text("gas_wanted"), $"{result.GasWanted}");
        var events = recorded.GetProperty("events").EnumerateArray().ToArray();
        Expect.Equal("events", string.Join('\n', events.Select(Describe)), string.Join('\n', result.Events.Select(Describe)));

        var typed = MetadataEvents.Read([TransactionHash.Parse(element.Text("txHash"))], results);
        var expected = result.Failure is null ? events.Where(IsTyped).Select(TypedEvent.Describe) : [];
        Expect.Equal("typed events", string.Join('\n', expected), string.Join('\n', typed.Where(read => read is not ValueOwnerMoved).Select(TypedEvent.Describe)));
    }

    private static bool IsTyped(JsonElement element) => element.Text("type").StartsWith("provenance.metadata.v1.", StringComparison.Ordinal);

    // Attributes of types that nothing follows are left out by the reader.
    private static string Describe(JsonElement element) => element.Text("type") + string.Concat(
        element.GetProperty("attributes").EnumerateArray().Where(_ => ChainEvent.IsFollowed(element.Text("type"))).Select(attribute => $"|{attribute.Text("key")}={attribute.Text("value")}"));

    private static string Describe(ChainEvent read) =>
        read.Type + string.Concat(read.Attributes.Select(attribute => $"|{attribute.Key}={attribute.Value}"));
}
