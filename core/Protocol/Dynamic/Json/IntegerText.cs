namespace P8e.Protocol.Dynamic.Json;

/// <summary>Integers as protobuf JSON writes them, in a number or a text: <c>12</c>, <c>-3</c>, but also <c>1.0</c> and <c>2e3</c>. Exact, no rounding.</summary>
internal static class IntegerText
{
    internal static bool TryParse(ReadOnlySpan<byte> text, out bool negative, out ulong magnitude)
    {
        magnitude = 0;
        negative = text.Length > 0 && text[0] == '-';
        var exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        var digits = (exponentAt < 0 ? text : text[..exponentAt])[(negative ? 1 : 0)..];
        var scale = 0;
        if (exponentAt >= 0 && !TryParseExponent(text[(exponentAt + 1)..], out scale))
        {
            return false;
        }

        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') ||
            fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        return Shift(whole, fraction, scale, out magnitude);
    }

    /// <summary>The value as two's complement when it lies within the kind's range.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, long least, ulong most, out ulong bits)
    {
        bits = 0;
        if (!TryParse(text, out var negative, out var magnitude) || (negative ? magnitude > (ulong)-least : magnitude > most))
        {
            return false;
        }

        bits = negative ? 0 - magnitude : magnitude;
        return true;
    }

    private static bool TryParseExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        var negative = text.Length > 0 && text[0] == '-';
        var digits = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        foreach (var digit in digits)
        {
            // Beyond any length a text can have, the exact exponent no longer matters.
            exponent = Math.Min((exponent * 10) + digit - '0', 100_000_000);
        }

        exponent = negative ? -exponent : exponent;
        return true;
    }

    // Takes whole·10^scale digits for the value; every digit behind them must be zero.
    private static bool Shift(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, int scale, out ulong magnitude)
    {
        magnitude = 0;
        var taken = (long)whole.Length + scale;
        var known = whole.Length + fraction.Length;
        for (var i = 0; i < known; i++)
        {
            var digit = (ulong)((i < whole.Length ? whole[i] : fraction[i - whole.Length]) - '0');
            if (i >= taken ? digit != 0 : !Append(ref magnitude, digit))
            {
                return false;
            }
        }

        for (long i = known; i < taken && magnitude != 0; i++)
        {
            if (!Append(ref magnitude, 0))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Append(ref ulong magnitude, ulong digit)
    {
        if (magnitude > (ulong.MaxValue - digit) / 10)
        {
            return false;
        }

        magnitude = (magnitude * 10) + digit;
        return true;
    }
}
