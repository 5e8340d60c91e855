using System.Globalization;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>Fractions of a second in timestamps and durations.</summary>
internal static class FractionText
{
    /// <summary>Takes <c>.</c> and one to nine digits off the front; no point means zero.</summary>
    internal static bool TryTake(ref ReadOnlySpan<byte> text, out int nanos)
    {
        nanos = 0;
        if (text.IsEmpty || text[0] != '.')
        {
            return true;
        }

        text = text[1..];
        var digits = 0;
        while (!text.IsEmpty && text[0] is >= (byte)'0' and <= (byte)'9')
        {
            if (++digits > 9)
            {
                return false;
            }

            nanos = (nanos * 10) + text[0] - '0';
            text = text[1..];
        }

        for (var i = digits; i < 9; i++)
        {
            nanos *= 10;
        }

        return digits > 0;
    }

    internal static string Format(int nanos) => nanos switch
    {
        0 => "",
        _ when nanos % 1_000_000 == 0 => string.Create(CultureInfo.InvariantCulture, $".{nanos / 1_000_000:D3}"),
        _ when nanos % 1_000 == 0 => string.Create(CultureInfo.InvariantCulture, $".{nanos / 1_000:D6}"),
        _ => string.Create(CultureInfo.InvariantCulture, $".{nanos:D9}"),
    };
}
