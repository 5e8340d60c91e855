using System.Text.Json.Nodes;
using P8e.Devchain.Genesis;
using P8e.Devchain.History;

namespace P8e.Devchain.Surfaces.Rpc;

/// <summary>The consensus parameters, which never change here.</summary>
internal static class ConsensusJson
{
    private const string EvidenceAge = "172800000000000";

    internal static JsonObject Full(ChainLimits limits)
    {
        var json = Updates(limits);
        json["version"] = new JsonObject { ["app"] = "0" };
        json["abci"] = new JsonObject { ["vote_extensions_enable_height"] = "0" };
        return json;
    }

    /// <summary>As every block tells them.</summary>
    internal static JsonObject Updates(ChainLimits limits) => new()
    {
        ["block"] = new JsonObject { ["max_bytes"] = BlockJson.Number(BlockHeaders.MaximumBlockBytes), ["max_gas"] = BlockJson.Number(limits.BlockMaxGas) },
        ["evidence"] = new JsonObject { ["max_age_num_blocks"] = "100000", ["max_age_duration"] = EvidenceAge, ["max_bytes"] = "1048576" },
        ["validator"] = new JsonObject { ["pub_key_types"] = new JsonArray("ed25519") },
        ["version"] = new JsonObject(),
        ["abci"] = new JsonObject(),
    };
}
