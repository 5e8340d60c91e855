using System.Text.Json;
using Google.Protobuf;
using P8e.Devchain.Bank;
using P8e.Devchain.Blocks;
using P8e.Devchain.Fees;
using P8e.Devchain.Wire.Names;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.Cosmos.Base;

namespace P8e.Devchain.Genesis;

/// <summary>What a chain starts from: the parts of a Provenance genesis file that a development chain keeps (provenance-chain 7.3).</summary>
internal sealed class GenesisDocument
{
    /// <summary>Largest file that is read, in bytes.</summary>
    internal const int MaximumBytes = 16 << 20;

    internal required string ChainId { get; init; }

    internal required ChainTime Time { get; init; }

    internal required long InitialHeight { get; init; }

    internal required ChainLimits Limits { get; init; }

    /// <summary>BaseAccounts, ModuleAccounts and MarkerAccounts by position; the numbers in the file do not count.</summary>
    internal required IReadOnlyList<IMessage> Accounts { get; init; }

    internal required IReadOnlyList<(string Address, CoinSet Coins)> Balances { get; init; }

    /// <summary>Bound names; none when the file has no name module.</summary>
    internal required IReadOnlyList<NameRecord> Names { get; init; }

    internal required FlatFeeTable Fees { get; init; }

    /// <summary>Reads a whole genesis file, or the extract of one in which the modules stand beside the chain id.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ConfigurationInvalid"/>.</exception>
    internal static GenesisDocument Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return new GenesisReader(document.RootElement).Read();
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or InvalidProtocolBufferException)
        {
            throw new P8eInputException(
                ErrorCodes.ConfigurationInvalid,
                $"Reading the genesis file: {fault.Message} Give a Provenance genesis file with auth, bank and flatfees.",
                fault);
        }
    }

    internal static CoinSet Coins(JsonElement coins) => CoinSet.FromProto(coins.EnumerateArray().Select(Coin));

    internal static Coin Coin(JsonElement coin) => new() { Denom = coin.GetProperty("denom").GetString(), Amount = coin.GetProperty("amount").GetString() };
}
