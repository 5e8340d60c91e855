using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using P8e.Protocol.Wire.Cosmos.Base;

namespace P8e.Devchain.Bank;

/// <summary>Reads amounts and judges denominations as the node does.</summary>
internal static class CoinText
{
    private const int MaximumBits = 256;
    private const int MaximumDigits = 78;
    private static readonly SearchValues<char> DenomCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:._-");

    /// <summary>Decimal digits, a sign and leading zeros allowed (provenance-chain 10.1); empty is zero, as an absent field is.</summary>
    internal static bool TryAmount(string text, out BigInteger amount)
    {
        amount = BigInteger.Zero;
        return text.Length == 0
            || (text.Length <= MaximumDigits + 1
                && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out amount)
                && BigInteger.Abs(amount).GetBitLength() <= MaximumBits);
    }

    /// <summary>A letter, then 2 to 127 letters, digits and <c>/ : . _ -</c>.</summary>
    internal static bool IsDenom([NotNullWhen(true)] string? denom) =>
        denom is { Length: >= 3 and <= 128 } && char.IsAsciiLetter(denom[0]) && !denom.AsSpan().ContainsAnyExcept(DenomCharacters);

    /// <summary>What the node says about a coin that is not valid, or null.</summary>
    internal static string? Fault(Coin coin) =>
        !IsDenom(coin.Denom) ? $"invalid denom: {coin.Denom}"
        : Amount(coin).Sign < 0 ? $"negative coin amount: {coin.Amount}"
        : null;

    /// <summary>The amount of a coin whose text the decoder accepted.</summary>
    internal static BigInteger Amount(Coin coin) =>
        TryAmount(coin.Amount, out var amount) ? amount : throw new FormatException("A coin's amount was not checked when it was decoded.");
}
