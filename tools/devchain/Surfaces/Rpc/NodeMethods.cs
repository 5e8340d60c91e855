using System.Text.Json.Nodes;
using P8e.Devchain.History;
using P8e.Devchain.Queries;

namespace P8e.Devchain.Surfaces.Rpc;

/// <summary>RPC methods about the node and its network, of which there is none.</summary>
internal sealed class NodeMethods(ChainNode node)
{
    internal IEnumerable<RpcMethod> All() =>
    [
        RpcMethod.Of("health", [], _ => new JsonObject()),
        RpcMethod.Of("status", [], _ => Status()),
        RpcMethod.Of("abci_info", [], _ => AbciInfo()),
        RpcMethod.Of("net_info", [], _ => new JsonObject
        {
            ["listening"] = true, ["listeners"] = new JsonArray("Listener(@)"), ["n_peers"] = "0", ["peers"] = new JsonArray(),
        }),
        RpcMethod.Of("consensus_params", ["height"], ConsensusParams),
        RpcMethod.Of("validators", ["height", "page", "per_page"], Validators),
        RpcMethod.Of("genesis", [], _ => new JsonObject { ["genesis"] = JsonNode.Parse(node.GenesisJson.Span) }),
        RpcMethod.Of("genesis_chunked", ["chunk"], GenesisChunk),
        RpcMethod.Of("num_unconfirmed_txs", [], _ => Unconfirmed(null)),
        RpcMethod.Of("unconfirmed_txs", ["limit"], arguments => Unconfirmed(BlockMethods.PageSize(arguments.Number("limit")))),
    ];

    private BlockHistory History => node.Chain.History;

    private JsonObject Status()
    {
        var info = TendermintQueries.Info(node);
        return new JsonObject
        {
            ["node_info"] = new JsonObject
            {
                ["protocol_version"] = new JsonObject
                {
                    ["p2p"] = BlockJson.Number((long)info.ProtocolVersion.P2P), ["block"] = BlockJson.Number((long)info.ProtocolVersion.Block), ["app"] = "0",
                },
                ["id"] = info.DefaultNodeId,
                ["listen_addr"] = info.ListenAddr,
                ["network"] = info.Network,
                ["version"] = info.Version,
                ["channels"] = BlockJson.Hex(info.Channels.Span),
                ["moniker"] = info.Moniker,
                ["other"] = new JsonObject { ["tx_index"] = info.Other.TxIndex, ["rpc_address"] = info.Other.RpcAddress },
            },
            ["sync_info"] = SyncInfo(),
            ["validator_info"] = ValidatorInfo(),
        };
    }

    private JsonObject SyncInfo()
    {
        var latest = History.Latest;
        var earliest = History.Find(History.First);
        var sync = new JsonObject();
        Describe(sync, "latest", latest);
        Describe(sync, "earliest", earliest);
        sync["catching_up"] = false;
        return sync;
    }

    private void Describe(JsonObject sync, string which, StoredBlock? block)
    {
        sync[$"{which}_block_hash"] = BlockJson.Hex(block?.Hash);
        sync[$"{which}_app_hash"] = block is null ? string.Empty : BlockJson.Hex(History.Headers.HeaderOf(block).AppHash.Span);
        sync[$"{which}_block_height"] = BlockJson.Number(block?.Block.Height ?? 0);
        sync[$"{which}_block_time"] = (block?.Block.Time ?? node.Chain.Time).ToString();
    }

    private JsonObject ValidatorInfo() => new()
    {
        ["address"] = BlockJson.Hex(History.Headers.Validator.Address),
        ["pub_key"] = new JsonObject { ["type"] = "tendermint/PubKeyEd25519", ["value"] = Convert.ToBase64String(History.Headers.Validator.Key) },
        ["voting_power"] = BlockJson.Number(DevValidator.Power),
    };

    private JsonObject AbciInfo() => new()
    {
        ["response"] = new JsonObject
        {
            ["data"] = "provenanced",
            ["version"] = ChainNode.ApplicationVersion,
            ["last_block_height"] = BlockJson.Number(node.Chain.Height),
            ["last_block_app_hash"] = Convert.ToBase64String(History.Latest?.AppHash ?? []),
        },
    };

    private JsonObject ConsensusParams(RpcArguments arguments) => new()
    {
        ["block_height"] = BlockJson.Number(Upcoming(arguments)),
        ["consensus_params"] = ConsensusJson.Full(node.Chain.Settings.Limits),
    };

    private JsonObject Validators(RpcArguments arguments)
    {
        var height = Upcoming(arguments);
        var validator = ValidatorInfo();
        validator["proposer_priority"] = "0";
        _ = BlockMethods.Page<int>([0], arguments);
        return new JsonObject { ["block_height"] = BlockJson.Number(height), ["validators"] = new JsonArray(validator), ["count"] = "1", ["total"] = "1" };
    }

    /// <summary>These are known one block ahead.</summary>
    private long Upcoming(RpcArguments arguments) => arguments.Number("height") is { } height
        ? BlockMethods.CheckHeight(height, node.Chain.Height + 1, History.First)
        : node.Chain.Height + 1;

    private JsonObject GenesisChunk(RpcArguments arguments)
    {
        var chunk = arguments.Number("chunk") ?? 0;
        return chunk == 0
            ? new JsonObject { ["chunk"] = "0", ["total"] = "1", ["data"] = Convert.ToBase64String(node.GenesisJson.Span) }
            : throw RpcException.Internal($"there are 0 chunks, {chunk} is invalid");
    }

    private JsonObject Unconfirmed(int? limit)
    {
        var pending = node.Mempool.Pending(limit ?? 0, out var count, out var bytes);
        return new JsonObject
        {
            ["n_txs"] = BlockJson.Number(limit is null ? count : pending.Count),
            ["total"] = BlockJson.Number(count),
            ["total_bytes"] = BlockJson.Number(bytes),
            ["txs"] = limit is null ? null : BlockJson.Base64List(pending),
        };
    }
}
