using System.Globalization;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>google.protobuf.Duration as text: <c>1.500s</c>, <c>-0.000001s</c>; within ±315,576,000,000 s.</summary>
internal static class DurationText
{
    private const ulong Most = 315_576_000_000;

    internal static bool TryParse(ReadOnlySpan<byte> text, out long seconds, out int nanos)
    {
        seconds = 0;
        nanos = 0;
        var negative = text.Length > 0 && text[0] == '-';
        var rest = negative ? text[1..] : text;
        var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits <= 0 || !IntegerText.TryParse(rest[..digits], 0, Most, out var magnitude))
        {
            return false;
        }

        rest = rest[digits..];
        if (!FractionText.TryTake(ref rest, out nanos) || rest.Length != 1 || rest[0] != 's' || (magnitude == Most && nanos != 0))
        {
            return false;
        }

        seconds = negative ? -(long)magnitude : (long)magnitude;
        nanos = negative ? -nanos : nanos;
        return true;
    }

    internal static string? Format(long seconds, int nanos)
    {
        if (seconds is < -(long)Most or > (long)Most || Math.Abs((long)nanos) > 999_999_999 || Math.Sign(seconds) * Math.Sign(nanos) < 0)
        {
            return null;
        }

        var sign = seconds < 0 || nanos < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{Math.Abs(seconds)}{FractionText.Format(Math.Abs(nanos))}s");
    }
}
