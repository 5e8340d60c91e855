using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using P8e.Protocol.Errors;

namespace P8e.Chain.Transactions;

/// <summary>An amount of one denomination. Valid by construction, immutable, equal by value.</summary>
public sealed record ChainCoin
{
    /// <summary>What fees are paid in: 10^9 of it are one hash (provenance-chain 5.1).</summary>
    public const string FeeDenomination = "nhash";

    private const int DenominationLengthMinimum = 3;
    private const int DenominationLengthMaximum = 128;

    // The chain's own limit: anybody can write such an amount into an event, and who follows must be able to read it.
    private const int BitsMaximum = 256;
    private const int DigitsMaximum = 78;

    /// <summary>Makes a coin.</summary>
    /// <param name="denomination">3 to 128 characters: a letter, then letters, digits and <c>/ : . _ -</c>.</param>
    /// <param name="amount">How many, 0 to 2^256 - 1.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ChainCoinInvalid"/>.</exception>
    public ChainCoin(string denomination, BigInteger amount)
    {
        ArgumentNullException.ThrowIfNull(denomination);
        if (!IsDenomination(denomination) || !IsAmount(amount))
        {
            throw Invalid();
        }

        Denomination = denomination;
        Amount = amount;
    }

    /// <summary>The denomination, for example <c>nhash</c> or <c>nft/scope1…</c>.</summary>
    public string Denomination { get; }

    /// <summary>How many of it, 0 to 2^256 - 1.</summary>
    public BigInteger Amount { get; }

    /// <summary>Reads amount and denomination as the chain writes them, for example <c>33333333334nhash</c>.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ChainCoinInvalid"/>.</exception>
    public static ChainCoin Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var coin) ? coin : throw Invalid();
    }

    /// <summary>As <see cref="Parse"/>, but a wrong text is an answer, not an error.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out ChainCoin? coin)
    {
        coin = null;
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > DigitsMaximum || !IsDenomination(text[digits..])
            || !BigInteger.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || !IsAmount(amount))
        {
            return false;
        }

        coin = new ChainCoin(text[digits..].ToString(), amount);
        return true;
    }

    /// <summary>Amount and denomination without a blank.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount}{Denomination}");

    internal static P8eInputException Invalid() => new(
        ErrorCodes.ChainCoinInvalid,
        "Reading coins: this is not an amount and a denomination of 3 to 128 characters. Write them like 1000nhash.");

    private static bool IsAmount(BigInteger amount) => amount.Sign >= 0 && amount.GetBitLength() <= BitsMaximum;

    // The chain's own rule: a letter, then 2 to 127 of letters, digits and five signs.
    private static bool IsDenomination(ReadOnlySpan<char> text)
    {
        if (text.Length is < DenominationLengthMinimum or > DenominationLengthMaximum || !char.IsAsciiLetter(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or ':' or '.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
