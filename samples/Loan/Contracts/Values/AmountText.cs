using System.Globalization;
using System.Text.RegularExpressions;

namespace P8e.LoanContracts.Values;

/// <summary>An amount of money as text: <c>1000.50</c>.</summary>
internal static partial class AmountText
{
    public static bool IsValid(string text) => Form().IsMatch(text);

    /// <summary>Whether Java's number parser reads something below zero, or <c>NaN</c>; what it cannot read is not negative.</summary>
    public static bool IsNegative(string? text) =>
        JavaNumber().Match(text ?? string.Empty) is { Success: true } number
        && !(double.Parse(number.Groups[1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture) >= 0);

    [GeneratedRegex(@"\A-?([0-9]+([.][0-9]+)?|[.][0-9]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(
        @"\A[\0-\x20]*([+-]?(NaN|Infinity|([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?))[fFdD]?[\0-\x20]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex JavaNumber();
}
