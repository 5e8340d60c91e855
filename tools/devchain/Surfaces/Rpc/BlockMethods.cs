using System.Text.Json.Nodes;
using P8e.Devchain.History;
using P8e.Devchain.Queries;

namespace P8e.Devchain.Surfaces.Rpc;

/// <summary>RPC methods about blocks and transactions that are in them.</summary>
internal sealed class BlockMethods(ChainNode node)
{
    private const int DefaultPageSize = 30;
    private const int MaximumPageSize = 100;
    private const int MaximumMetas = 20;

    internal IEnumerable<RpcMethod> All() =>
    [
        RpcMethod.Of("block", ["height"], arguments => BlockJson.IdAndBlock(History, Find(arguments))),
        RpcMethod.Of("block_by_hash", ["hash"], arguments => ByHash(arguments) is { } block
            ? BlockJson.IdAndBlock(History, block)
            : new JsonObject { ["block_id"] = BlockJson.Id(BlockHeaders.IdOf(null)), ["block"] = null }),
        RpcMethod.Of("header", ["height"], arguments => Header(Find(arguments))),
        RpcMethod.Of("header_by_hash", ["hash"], arguments => ByHash(arguments) is { } block ? Header(block) : new JsonObject { ["header"] = null }),
        RpcMethod.Of("commit", ["height"], Commit),
        RpcMethod.Of("block_results", ["height"], Results),
        RpcMethod.Of("blockchain", ["minHeight", "maxHeight"], Blockchain),
        RpcMethod.Of("tx", ["hash", "prove"], Tx),
        RpcMethod.Of("tx_search", ["query", "prove", "page", "per_page", "order_by"], Search),
        RpcMethod.Of("block_search", ["query", "page", "per_page", "order_by"], SearchBlocks),
    ];

    private BlockHistory History => node.Chain.History;

    /// <summary>A height that there is; throws the node's words for any other.</summary>
    internal static long CheckHeight(long height, long latest, long first) =>
        height <= 0 ? throw RpcException.Internal($"height must be greater than 0, but got {height}")
        : height > latest ? throw RpcException.Internal($"height {height} must be less than or equal to the current blockchain height {latest}")
        : height < first ? throw RpcException.Internal($"height {height} is not available, lowest height is {first}")
        : height;

    /// <summary>How many a page holds: 30 unless asked for, at most 100.</summary>
    internal static int PageSize(long? asked) => asked is null or < 1 ? DefaultPageSize : (int)Math.Min(asked.Value, MaximumPageSize);

    /// <summary>The page that the arguments ask for.</summary>
    internal static IReadOnlyList<T> Page<T>(IReadOnlyList<T> found, RpcArguments arguments)
    {
        try
        {
            return TxSearch.Page(found, (int)Math.Clamp(arguments.Number("page") ?? 1, int.MinValue, int.MaxValue), PageSize(arguments.Number("per_page")));
        }
        catch (SearchException fault)
        {
            throw RpcException.Internal(fault.Message);
        }
    }

    private StoredBlock Find(RpcArguments arguments)
    {
        var latest = node.Chain.Height;
        var height = arguments.Number("height") is { } asked ? CheckHeight(asked, latest, History.First) : latest;
        return History.Find(height) ?? throw RpcException.Internal($"height {height} is not available, lowest height is {History.First}");
    }

    private StoredBlock? ByHash(RpcArguments arguments) => History.FindByHash(arguments.Bytes("hash"));

    private JsonObject Header(StoredBlock block) => new() { ["header"] = BlockJson.Header(History.Headers.HeaderOf(block)) };

    private JsonObject Commit(RpcArguments arguments)
    {
        var block = Find(arguments);
        return new JsonObject
        {
            ["signed_header"] = new JsonObject
            {
                ["header"] = BlockJson.Header(History.Headers.HeaderOf(block)), ["commit"] = BlockJson.Commit(History.Headers.CommitOf(block)),
            },
            // What the next block says about it; the latest has only what was seen so far.
            ["canonical"] = block.Block.Height < node.Chain.Height,
        };
    }

    private JsonObject Results(RpcArguments arguments)
    {
        var block = Find(arguments);
        var outcomes = block.Block.Outcomes;
        return new JsonObject
        {
            ["height"] = BlockJson.Number(block.Block.Height),
            ["txs_results"] = outcomes.Count == 0 ? null : new JsonArray([.. outcomes.Select(outcome => BlockJson.Result(outcome))]),
            ["finalize_block_events"] = new JsonArray(),
            ["validator_updates"] = null,
            ["consensus_param_updates"] = ConsensusJson.Updates(node.Chain.Settings.Limits),
            ["app_hash"] = Convert.ToBase64String(block.AppHash),
        };
    }

    private JsonObject Blockchain(RpcArguments arguments)
    {
        var latest = node.Chain.Height;
        var lowest = arguments.Number("minHeight") ?? 0;
        var highest = arguments.Number("maxHeight") ?? 0;
        if (lowest < 0 || highest < 0)
        {
            throw RpcException.Internal("heights must be non-negative");
        }

        highest = highest == 0 ? latest : Math.Min(latest, highest);
        lowest = Math.Max(Math.Max(History.First, lowest), highest - MaximumMetas + 1);
        if (lowest > highest)
        {
            throw RpcException.Internal($"min height {lowest} can't be greater than max height {highest}");
        }

        var metas = new JsonArray();
        for (var height = highest; height >= lowest && History.Find(height) is { } block; height--)
        {
            metas.Add((JsonNode)BlockJson.Meta(History, block));
        }

        return new JsonObject { ["last_height"] = BlockJson.Number(latest), ["block_metas"] = metas };
    }

    private JsonObject Tx(RpcArguments arguments)
    {
        var hash = Convert.ToHexString(arguments.Bytes("hash"));
        var tx = History.FindTx(hash) ?? throw RpcException.Internal($"tx ({hash}) not found");
        var json = BlockJson.Tx(tx);
        if (arguments.Flag("prove"))
        {
            json["proof"] = TxProof.Of(tx, History);
        }

        return json;
    }

    private JsonObject Search(RpcArguments arguments)
    {
        try
        {
            var order = Order(arguments);
            var found = TxSearch.Find(arguments.Text("query"), History, newestFirst: order);
            return new JsonObject
            {
                ["txs"] = new JsonArray([.. Page(found, arguments).Select(tx => BlockJson.Tx(tx))]), ["total_count"] = BlockJson.Number(found.Count),
            };
        }
        catch (SearchException fault)
        {
            throw RpcException.Internal(fault.Message);
        }
    }

    private JsonObject SearchBlocks(RpcArguments arguments)
    {
        try
        {
            var conditions = SearchQuery.Parse(arguments.Text("query"));
            var newestFirst = Order(arguments) || arguments.Text("order_by").Length == 0;
            // Blocks have no events here, so a condition about one is never met.
            var found = History.All().Where(block => conditions.All(condition =>
                condition.Tag == "block.height" && condition.Accepts(BlockJson.Number(block.Block.Height)))).ToList();
            if (newestFirst)
            {
                found.Reverse();
            }

            return new JsonObject
            {
                ["blocks"] = new JsonArray([.. Page(found, arguments).Select(block => BlockJson.IdAndBlock(History, block))]),
                ["total_count"] = BlockJson.Number(found.Count),
            };
        }
        catch (SearchException fault)
        {
            throw RpcException.Internal(fault.Message);
        }
    }

    /// <summary>Whether the newest come first.</summary>
    private static bool Order(RpcArguments arguments) => arguments.Text("order_by") switch
    {
        "desc" => true,
        "asc" or "" => false,
        _ => throw RpcException.Internal("expected order_by to be either `asc` or `desc` or empty"),
    };
}
