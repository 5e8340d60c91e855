using P8e.Protocol.Errors;

namespace P8e.Chain.Fees;

/// <summary>From a gas estimate to a gas limit (provenance-chain 5.6.4, 5.6.6).</summary>
internal static class GasRule
{
    /// <summary>Most gas a transaction may want.</summary>
    internal const ulong Maximum = 4_000_000;

    // What a trial execution leaves out: the two transfers of the fee, about 25,000 each.
    private const ulong FeeTransfers = 60_000;

    // A limit of exactly this much, or one equal to the fee, is taken for "not said" and becomes 4,000,000: only 15 such fit a block.
    private const ulong Unsaid = 500_000;

    // A fee of limit times one of these is taken for an old client's and refused.
    private static readonly ulong[] OldGasPrices = [1_905, 9_525, 19_050];

    /// <summary>1.2 times the estimate and 60,000, at most 4,000,000, and none of the numbers with another meaning.</summary>
    /// <param name="estimated">Gas of the trial execution.</param>
    /// <param name="fee">The fee in nhash, when it does not depend on the limit.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ChainGasLimitExceeded"/>: the trial alone needed more than the maximum.</exception>
    internal static ulong Limit(ulong estimated, UInt128? fee)
    {
        if (estimated > Maximum)
        {
            throw new P8eInputException(
                ErrorCodes.ChainGasLimitExceeded,
                $"Choosing a gas limit: the trial execution used {estimated}, a transaction may use {Maximum}. Send the messages in several transactions.");
        }

        var limit = Math.Min((((estimated * 6) + 4) / 5) + FeeTransfers, Maximum);
        while (HasOtherMeaning(limit, fee))
        {
            limit--;
        }

        return limit;
    }

    private static bool HasOtherMeaning(ulong limit, UInt128? fee) =>
        limit == Unsaid || (fee is { } nhash && (nhash == limit || OldGasPrices.Any(price => nhash == (UInt128)limit * price)));
}
