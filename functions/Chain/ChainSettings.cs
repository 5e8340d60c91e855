using P8e.Chain;
using P8e.Functions.Hosting;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Chain;

/// <summary>The chain and the node that is asked. Section <c>Chain</c>. Without a chain id the program has no chain: everything that needs one says so.</summary>
internal sealed class ChainSettings
{
    internal const string Section = "Chain";

    /// <summary>The one chain that is signed for and followed, for example pio-testnet-1; none by default.</summary>
    public string? ChainId { get; set; }

    /// <summary>Prefix of the network's addresses: tp or pb; tp by default.</summary>
    public string AddressPrefix { get; set; } = AccountAddress.TestNetPrefix;

    /// <summary>The node's gRPC: http, https, grpc or grpcs with host and port.</summary>
    public string? GrpcAddress { get; set; }

    /// <summary>The node's CometBFT RPC, from which blocks are read.</summary>
    public Uri? RpcAddress { get; set; }

    /// <summary>How many blocks a signed transaction may wait, 5 to 1,000; 30 by default.</summary>
    public int TimeoutBlocks { get; set; } = 30;

    /// <summary>Most transactions of one account on their way at once, 1 to 100; 20 by default.</summary>
    public int InFlightMaximum { get; set; } = 20;

    /// <summary>Highest fee of one transaction in hash, 1 to 1,000,000,000; 1,000 by default.</summary>
    public int FeeMaximumHash { get; set; } = 1000;

    /// <summary>Where following begins when there is no cursor yet, from 1; 1 by default.</summary>
    public int FollowFromHeight { get; set; } = 1;

    /// <summary>How long one call of the node may take, in seconds, 1 to 300; 30 by default.</summary>
    public int CallSeconds { get; set; } = 30;

    /// <summary>Longest answer about a block, in bytes, 1,048,576 to 268,435,456; 67,108,864 by default.</summary>
    public int ReplyBytesMaximum { get; set; } = 64 << 20;

    /// <summary>Type URLs beside the metadata module's that callers may submit, with commas; none by default. Sends, grants and executions give an account's funds or rights away.</summary>
    public string FurtherMessages { get; set; } = "";

    /// <summary>Whether there is a chain.</summary>
    internal bool IsConfigured => ChainId is not null;

    internal ChainOptions ToOptions() => new()
    {
        ChainId = ChainId!,
        TimeoutBlocks = TimeoutBlocks,
        InFlightMaximum = InFlightMaximum,
        FeeMaximumNhash = FeeMaximumHash * 1_000_000_000L,
        FollowFromHeight = FollowFromHeight,
        ReplyBytesMaximum = ReplyBytesMaximum,
    };

    internal void Validate()
    {
        if (!IsConfigured)
        {
            SettingFault.Unless(GrpcAddress is null && RpcAddress is null, Name(nameof(ChainId)), "is missing, though a node is set", "pio-testnet-1");
            return;
        }

        SettingFault.Unless(ChainId!.Length <= ChainOptions.ChainIdLengthMaximum, Name(nameof(ChainId)), $"is longer than {ChainOptions.ChainIdLengthMaximum} characters", "pio-testnet-1");
        SettingFault.Unless(AddressPrefix is AccountAddress.TestNetPrefix or AccountAddress.MainNetPrefix, Name(nameof(AddressPrefix)), "is neither tp nor pb", "tp");
        SettingFault.Unless(GrpcAddress is not null, Name(nameof(GrpcAddress)), "is missing", "grpcs://node.example:9090");
        SettingFault.Unless(RpcAddress is { Scheme: "http" or "https" }, Name(nameof(RpcAddress)), "is missing, or not http or https", "https://node.example:26657");
        SettingFault.Unless(TimeoutBlocks is >= 5 and <= 1000, Name(nameof(TimeoutBlocks)), "is outside its range, 5 to 1000", "30");
        SettingFault.Unless(InFlightMaximum is >= 1 and <= 100, Name(nameof(InFlightMaximum)), "is outside its range, 1 to 100", "20");
        SettingFault.Unless(FeeMaximumHash is >= 1 and <= 1_000_000_000, Name(nameof(FeeMaximumHash)), "is outside its range, 1 to 1000000000", "1000");
        SettingFault.Unless(FollowFromHeight >= 1, Name(nameof(FollowFromHeight)), "is below 1", "1");
        SettingFault.Unless(ReplyBytesMaximum is >= 1 << 20 and <= 1 << 28, Name(nameof(ReplyBytesMaximum)), "is outside its range, 1048576 to 268435456", "67108864");
        SettingFault.Unless(CallSeconds is >= 1 and <= 300, Name(nameof(CallSeconds)), "is outside its range, 1 to 300", "30");
    }

    private static string Name(string setting) => $"{Section}__{setting}";
}
