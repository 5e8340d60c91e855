using System.Net;
using P8e.Chain;
using P8e.Chain.Blocks;
using P8e.Chain.Blocks.Comet;
using P8e.Chain.Following;
using P8e.Chain.Transactions;
using P8e.Fuzzing.Tests.Engine;
using static P8e.Fuzzing.Tests.Targets.Fuzzed;

namespace P8e.Fuzzing.Tests.Targets;

/// <summary>What a node answers, and transactions.</summary>
internal static class ChainTargets
{
    private const int Height = 377;

    internal static FuzzTarget[] All { get; } =
    [
        new("transaction", () => Corpus.Bytes("chain/transactions.json"), bytes => TransactionDecoder.Decode(bytes) is not null) { BytesPerByte = 128 },
        Node("comet-status", async source => await source.ReadStatusAsync(CancellationToken.None) is not null),
        Node("comet-headers", async source => (await source.ReadHeadersAsync(Height - 1, Height, CancellationToken.None)).Count >= 0),
        Node("comet-block", async source => await source.ReadBlockAsync(Height, CancellationToken.None) is not null),
        Node("comet-results", async source => await source.ReadResultsAsync(Height, CancellationToken.None) is { } results && Follow(results)),
        new("coin", () => [.. Corpus.Text("chain/fees-and-codes.json"), "100nhash"u8.ToArray()], bytes => ChainCoin.TryParse(TextOf(bytes), out _)),
        new("transaction-hash", () => Corpus.Text("chain/transactions.json"), bytes => TransactionHash.TryParse(TextOf(bytes), out _)),
    ];

    private static FuzzTarget Node(string name, Func<CometBlockSource, Task<bool>> read) => new(
        name,
        () => Corpus.Json("chain/comet-rpc.json").Concat(Corpus.Json("chain/events.json").Select(Results)),
        bytes =>
        {
            using var http = new HttpClient(new OneAnswer(bytes)) { BaseAddress = new Uri("http://node.invalid") };
            return Done(read(new CometBlockSource(http, new ChainOptions { ChainId = "fuzzed" })));
        })
    {
        BytesPerByte = 128,
    };

    /// <summary>A recorded result of a transaction as the reply that it stood in.</summary>
    private static byte[] Results(byte[] result) => [.. "{\"result\":{\"height\":\"377\",\"txs_results\":["u8, .. result, .. "],\"finalize_block_events\":[]}}"u8];

    private static bool Follow(BlockResults results)
    {
        var hashes = Enumerable.Range(0, results.Transactions.Count).Select(_ => TransactionHash.Parse(new string('A', 64))).ToArray();
        return MetadataEvents.Read(hashes, results).Count >= 0;
    }

    private sealed class OneAnswer(byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body) });
    }
}
