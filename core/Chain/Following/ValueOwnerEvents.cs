using P8e.Chain.Blocks;
using P8e.Chain.Transactions;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Following;

/// <summary>Ownership of scopes in the bank's events (provenance-chain 1.4, 4.3, 4.5.5): plain texts, several coins in one amount.</summary>
internal static class ValueOwnerEvents
{
    internal const string TransferType = "transfer";
    private const string BurnType = "burn";
    private const string ScopeCoinPrefix = "nft/scope1";
    private const int TokenPrefixLength = 4;

    private static readonly ReadOnlyMemory<byte> Module = AccountAddress.ForModule(AccountAddress.TestNetPrefix, "metadata").Bytes;

    /// <summary>The moves of a transfer.</summary>
    /// <param name="transfer">An event of the type <c>transfer</c>.</param>
    /// <param name="later">The events behind it: a coin that goes to the module is burned there.</param>
    /// <param name="origin">Where it happened.</param>
    internal static IEnumerable<ValueOwnerMoved> Read(ChainEvent transfer, IEnumerable<ChainEvent> later, EventOrigin origin)
    {
        if (transfer.Find("amount") is not { } amount || !amount.Contains(ScopeCoinPrefix, StringComparison.Ordinal)
            || !AccountAddress.TryParse(transfer.Find("sender"), out var sender) || !AccountAddress.TryParse(transfer.Find("recipient"), out var recipient))
        {
            yield break;
        }

        foreach (var coin in amount.Split(','))
        {
            if (Scope(coin) is { } scope)
            {
                var burned = IsModule(recipient) && later.Any(other => other.Type == BurnType && Holds(other, coin));
                yield return new ValueOwnerMoved(origin, scope, IsModule(sender) ? null : sender, burned ? null : recipient);
            }
        }
    }

    private static MetadataAddress? Scope(string coin) =>
        ChainCoin.TryParse(coin, out var parsed) && parsed.Denomination.StartsWith(ScopeCoinPrefix, StringComparison.Ordinal)
        && MetadataAddress.TryParse(parsed.Denomination[TokenPrefixLength..], out var scope)
            ? scope
            : null;

    private static bool IsModule(AccountAddress account) => account.Bytes.Span.SequenceEqual(Module.Span);

    private static bool Holds(ChainEvent burn, string coin) => burn.Find("amount")?.Split(',').Contains(coin, StringComparer.Ordinal) == true;
}
