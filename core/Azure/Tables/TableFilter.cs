using System.Globalization;

namespace P8e.Azure.Tables;

/// <summary>OData literals for interpolated filters: a value can only ever become one literal.</summary>
internal static class TableFilter
{
    public static string Create(FormattableString filter)
    {
        if (HasPlaceholderInQuotes(filter.Format))
        {
            // The literal brings its own quotes; inside the author's quotes it would end the text instead of being part of it.
            throw new ArgumentException("A filter's placeholder stands outside quotes: write Name eq {value}, not Name eq '{value}'.", nameof(filter));
        }

        var literals = new object[filter.ArgumentCount];
        for (var i = 0; i < literals.Length; i++)
        {
            literals[i] = Literal(filter.GetArgument(i));
        }

        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    private static string Literal(object? value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number when double.IsFinite(number) => Decimal(number),
        bool truth => truth ? "true" : "false",
        DateTimeOffset time => $"datetime'{time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture)}'",
        Guid guid => $"guid'{guid:D}'",
        byte[] bytes => $"X'{Convert.ToHexStringLower(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexStringLower(data)}'",
        _ => throw new ArgumentException($"A filter cannot compare with a {value?.GetType().Name ?? "null"}.", nameof(value)),
    };

    // Without a point or an exponent the service takes the number for an integer.
    private static string Decimal(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static bool HasPlaceholderInQuotes(string format)
    {
        var quoted = false;
        for (var i = 0; i < format.Length; i++)
        {
            quoted ^= format[i] == '\'';
            if (format[i] == '{')
            {
                var isEscape = i + 1 < format.Length && format[i + 1] == '{';
                if (quoted && !isEscape)
                {
                    return true;
                }

                i += isEscape ? 1 : 0;
            }
        }

        return false;
    }
}
