using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using P8e.Chain.Blocks.Comet;
using P8e.Chain.Following;
using P8e.Chain.Tests.Support;
using P8e.Ports.Chain;

namespace P8e.Chain.Tests.Following;

/// <summary>What a quiet chain costs (design section 14). Alone, because it measures the whole process.</summary>
[Collection(nameof(EmptyBlocksTests))]
[CollectionDefinition(nameof(EmptyBlocksTests), DisableParallelization = true)]
public sealed class EmptyBlocksTests
{
    private const int Blocks = 1000;
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task RunAsync_ThousandEmptyBlocks_TakesAtMostASecondOfProcessorTime()
    {
        using var node = new QuietNode(Blocks);
        using var http = new HttpClient(node) { BaseAddress = new Uri("http://node.invalid/") };
        var options = new ChainOptions { ChainId = "testing-golden" };
        var handler = new CollectingHandler();
        var follower = new BlockFollower("quiet", options, new CometBlockSource(http, options), new InMemoryCursorStore(), handler);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);

        var report = await follower.RunAsync(TestContext.Current.CancellationToken);

        process.Refresh();
        var used = process.TotalProcessorTime - before;
        TestContext.Current.SendDiagnosticMessage(
            $"{Blocks} empty blocks: {used.TotalMilliseconds:0} ms of processor time, {(GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1024} KiB allocated");
        Assert.Equal(Blocks, report.Handled);
        Assert.InRange(used, TimeSpan.Zero, Target);
    }

    /// <summary>Recorded replies about empty blocks, for as many heights as wanted; all made before the clock starts.</summary>
    private sealed class QuietNode : HttpMessageHandler
    {
        private readonly Dictionary<string, byte[]> _replies = [];

        internal QuietNode(int blocks)
        {
            using var recorded = new RecordedNode();
            var status = JsonNode.Parse(recorded.Reply("status").GetRawText())!;
            status["result"]!["sync_info"]!["latest_block_height"] = $"{blocks}";
            Add("status", "{}", status);
            var meta = recorded.Reply("blockchain").GetProperty("result").GetProperty("block_metas")[1].GetRawText();
            var results = recorded.Reply("block_results-empty").GetRawText();
            for (var first = 1; first <= blocks; first += 20)
            {
                var metas = Enumerable.Range(first, 20).Reverse().Select(height => Meta(meta, height)).ToArray<JsonNode?>();
                var reply = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["result"] = new JsonObject { ["last_height"] = $"{blocks}", ["block_metas"] = new JsonArray(metas) } };
                Add("blockchain", $$"""{"minHeight":"{{first}}","maxHeight":"{{first + 19}}"}""", reply);
            }

            for (var height = 1; height <= blocks; height++)
            {
                var reply = JsonNode.Parse(results)!;
                reply["result"]!["height"] = $"{height}";
                Add("block_results", $$"""{"height":"{{height}}"}""", reply);
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            new(HttpStatusCode.OK) { Content = new ByteArrayContent(_replies[await request.Content!.ReadAsStringAsync(cancellationToken)]) };

        private static JsonNode Meta(string template, int height)
        {
            var meta = JsonNode.Parse(template)!;
            meta["block_id"]!["hash"] = $"{height:X64}";
            meta["header"]!["height"] = $"{height}";
            meta["header"]!["last_block_id"]!["hash"] = height == 1 ? "" : $"{height - 1:X64}";
            meta["num_txs"] = "0";
            return meta;
        }

        private void Add(string method, string parameters, JsonNode reply) => _replies.Add(
            $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""",
            Encoding.UTF8.GetBytes(reply.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));
    }
}
