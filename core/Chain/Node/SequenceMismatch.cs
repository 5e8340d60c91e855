using System.Globalization;

namespace P8e.Chain.Node;

/// <summary>The two numbers of the text <c>account sequence mismatch, expected 8, got 7</c> (provenance-chain 5.5 step 12).</summary>
/// <param name="Expected">What the account's next transaction has to use, those in the node's mempool counted.</param>
/// <param name="Got">What was signed.</param>
internal sealed record SequenceMismatch(ulong Expected, ulong Got)
{
    private const string ExpectedMark = "account sequence mismatch, expected ";
    private const string GotMark = ", got ";

    /// <summary>Finds the numbers anywhere in a text of the node; null when they are not there.</summary>
    internal static SequenceMismatch? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var start = text.IndexOf(ExpectedMark, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var rest = text.AsSpan(start + ExpectedMark.Length);
        if (!TryTake(ref rest, out var expected) || !rest.StartsWith(GotMark))
        {
            return null;
        }

        rest = rest[GotMark.Length..];
        return TryTake(ref rest, out var got) ? new SequenceMismatch(expected, got) : null;
    }

    private static bool TryTake(ref ReadOnlySpan<char> text, out ulong number)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
