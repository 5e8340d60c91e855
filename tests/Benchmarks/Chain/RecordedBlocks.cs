using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using P8e.Ports;

namespace P8e.Benchmarks.Chain;

/// <summary>A node whose blocks are a recorded one again and again, as bytes that are made before anything is measured.</summary>
internal sealed class RecordedBlocks : HttpMessageHandler
{
    private const int HeadersAtOnce = 20;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, byte[]> _replies = [];
    private readonly Dictionary<string, JsonElement> _recorded;
    private readonly int _blocks;
    private readonly int _transactions;

    /// <summary>Makes the replies.</summary>
    /// <param name="blocks">How many blocks the node has.</param>
    /// <param name="transactions">How many transactions each holds; 0 for empty blocks.</param>
    internal RecordedBlocks(int blocks, int transactions)
    {
        (_blocks, _transactions) = (blocks, transactions);
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Vectors", "chain", "comet-rpc.json")));
        _recorded = document.RootElement.GetProperty("calls").EnumerateArray()
            .Where(call => call.TryGetProperty("reply", out _))
            .ToDictionary(call => call.GetProperty("id").GetString()!, call => call.GetProperty("reply").Clone());
        var status = Recorded("status");
        status["result"]!["sync_info"]!["latest_block_height"] = $"{blocks}";
        Add("status", "{}", status);
        for (var first = 1; first <= blocks; first += HeadersAtOnce)
        {
            AddHeaders(first, Math.Min(first + HeadersAtOnce - 1, blocks));
        }

        for (var height = 1; height <= blocks; height++)
        {
            AddBlock(height);
        }
    }

    /// <summary>Every request that it answers, in no order.</summary>
    internal IReadOnlyCollection<string> Requests => _replies.Keys;

    /// <summary>Length of all answers.</summary>
    internal long ReplyBytes => _replies.Values.Sum(reply => (long)reply.Length);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        new(HttpStatusCode.OK) { Content = new ByteArrayContent(_replies[await request.Content!.ReadAsStringAsync(cancellationToken)]) };

    private static string Hash(int height) => height == 0 ? "" : $"{height:X64}";

    private static void Repeat(JsonNode list, int times)
    {
        var one = list[0]!.DeepClone();
        list.AsArray().Clear();
        for (var added = 0; added < times; added++)
        {
            list.AsArray().Add(one.DeepClone());
        }
    }

    private JsonNode Recorded(string id) => JsonNode.Parse(_recorded[id].GetRawText())!;

    private void AddHeaders(int first, int last)
    {
        var template = Recorded("blockchain")["result"]!["block_metas"]![0]!;
        var metas = new JsonArray();
        for (var height = last; height >= first; height--)
        {
            var meta = template.DeepClone();
            SetHeader(meta["block_id"]!, meta["header"]!, height);
            meta["num_txs"] = $"{_transactions}";
            metas.Add(meta);
        }

        var result = new JsonObject { ["last_height"] = $"{_blocks}", ["block_metas"] = metas };
        Add("blockchain", $$"""{"minHeight":"{{first}}","maxHeight":"{{last}}"}""", new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["result"] = result });
    }

    private void AddBlock(int height)
    {
        var results = Recorded(_transactions == 0 ? "block_results-empty" : "block_results");
        results["result"]!["height"] = $"{height}";
        if (_transactions > 0)
        {
            Repeat(results["result"]!["txs_results"]!, _transactions);
            var block = Recorded("block");
            SetHeader(block["result"]!["block_id"]!, block["result"]!["block"]!["header"]!, height);
            Repeat(block["result"]!["block"]!["data"]!["txs"]!, _transactions);
            Add("block", $$"""{"height":"{{height}}"}""", block);
        }

        Add("block_results", $$"""{"height":"{{height}}"}""", results);
    }

    private static void SetHeader(JsonNode id, JsonNode header, int height)
    {
        id["hash"] = Hash(height);
        header["height"] = $"{height}";
        header["last_block_id"]!["hash"] = Hash(height - 1);
    }

    private void Add(string method, string parameters, JsonNode reply) => _replies.Add(
        $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""", Encoding.UTF8.GetBytes(reply.ToJsonString(Plain)));
}
