using System.Numerics;
using P8e.Devchain.Blocks;
using P8e.Devchain.Errors;
using P8e.Devchain.Genesis;
using P8e.Protocol.Wire.Cosmos.Tx;

namespace P8e.Devchain.Ante;

/// <summary>From the gas limit of a transaction to the limit of its meter (provenance-chain 5.6 point 4).</summary>
internal static class GasRules
{
    /// <summary>Stands for "I do not care"; such a transaction gets as much as one may have.</summary>
    private const ulong Unspecified = 500_000;
    private static readonly int[] OldGasPrices = [1905, 9525, 19050];

    internal static long MeterLimit(Fee? fee, ChainSettings settings)
    {
        var wanted = fee?.GasLimit ?? 0;
        var paid = fee?.Amount.FirstOrDefault(coin => coin.Denom == settings.Fees.Denom) is { } coin ? Bank.CoinText.Amount(coin) : BigInteger.Zero;
        if (wanted > 0 && OldGasPrices.Any(price => paid == price * new BigInteger(wanted)))
        {
            throw ChainException.Plain("old gas-prices value detected; always use 1nhash");
        }

        var effective = wanted == 0 || paid == wanted ? Unspecified : wanted;
        var blockMaximum = settings.Limits.BlockMaxGas;
        if (blockMaximum > 0)
        {
            CheckMaximum(effective, blockMaximum, "block");
            CheckMaximum(effective, ChainLimits.TxMaxGas, "tx");
        }

        return effective == Unspecified ? ChainLimits.TxMaxGas : (long)Math.Min(effective, (ulong)long.MaxValue);
    }

    private static void CheckMaximum(ulong gas, long maximum, string what)
    {
        if (gas > (ulong)maximum)
        {
            throw SdkError.InvalidGasLimit.Wrap($"tx gas limit {gas} exceeds {what} max gas {maximum}");
        }
    }
}
