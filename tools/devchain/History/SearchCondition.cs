using System.Globalization;
using System.Numerics;
using P8e.Devchain.Events;

namespace P8e.Devchain.History;

/// <summary>One condition of a search: an attribute, named <c>type.key</c>, an operator and what it is compared with.</summary>
/// <param name="Tag">The attribute.</param>
/// <param name="Operator">One of <c>= &lt; &lt;= &gt; &gt;= CONTAINS EXISTS</c>.</param>
/// <param name="Text">What follows it; empty for EXISTS.</param>
/// <param name="Number">The same as a number, when it was written as one.</param>
internal sealed record SearchCondition(string Tag, string Operator, string Text, BigInteger? Number)
{
    internal const string Height = "tx.height";
    internal const string Hash = "tx.hash";
    internal const string Exists = "EXISTS";
    internal const string Contains = "CONTAINS";

    /// <summary>Whether it is about the transaction, not about one of its events.</summary>
    internal bool IsReserved => Tag is Height or Hash;

    internal bool Accepts(ChainEvent chainEvent) => Tag.StartsWith(chainEvent.Type, StringComparison.Ordinal)
        && Tag.Length > chainEvent.Type.Length
        && Tag[chainEvent.Type.Length] == '.'
        && chainEvent.Attributes.Any(attribute => Tag.AsSpan(chainEvent.Type.Length + 1).SequenceEqual(attribute.Key) && Accepts(attribute.Value));

    internal bool Accepts(string value) => Operator switch
    {
        Exists => true,
        Contains => value.Contains(Text, StringComparison.Ordinal),
        _ when Number is { } number => Leading(value) is { } found && Compares(found.CompareTo(number)),
        "=" => value == Text,
        _ => false,
    };

    private bool Compares(int order) => Operator switch
    {
        "=" => order == 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    // A number is compared with the number that an attribute begins with, as in amounts of coins.
    private static BigInteger? Leading(string value)
    {
        var digits = 0;
        while (digits < value.Length && char.IsAsciiDigit(value[digits]))
        {
            digits++;
        }

        return BigInteger.TryParse(value.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
