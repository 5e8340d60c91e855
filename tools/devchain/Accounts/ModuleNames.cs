using System.Collections.Immutable;

namespace P8e.Devchain.Accounts;

/// <summary>Modules that have accounts (provenance-chain 3.10, 7.3).</summary>
internal static class ModuleNames
{
    internal const string FeeCollector = "fee_collector";
    internal const string Metadata = "metadata";
    internal const string Attribute = "attribute";
    internal const string Marker = "marker";

    /// <summary>Nobody may send to these.</summary>
    internal static readonly ImmutableArray<string> Blocked =
    [
        FeeCollector, "distribution", "mint", "bonded_tokens_pool", "not_bonded_tokens_pool", "gov", "interchainaccounts", "transfer",
        "ibchooks", "asset", Attribute, Marker, "wasm", "trigger", Metadata, "nft",
    ];

    /// <summary>Made at genesis in this order, after the listed accounts.</summary>
    internal static readonly ImmutableArray<(string Name, string[] Permissions)> AtGenesis =
    [
        (FeeCollector, []), ("distribution", []), ("bonded_tokens_pool", ["burner", "staking"]),
        ("not_bonded_tokens_pool", ["burner", "staking"]), ("gov", ["burner"]), ("mint", ["minter"]), (Attribute, []),
    ];
}
