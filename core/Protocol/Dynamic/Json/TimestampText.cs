using System.Globalization;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>google.protobuf.Timestamp as RFC 3339 text, years 0001 to 9999, 0, 3, 6 or 9 digits of a second when written.</summary>
internal static class TimestampText
{
    internal const long LeastSeconds = -62_135_596_800;
    internal const long MostSeconds = 253_402_300_799;

    internal static bool TryParse(ReadOnlySpan<byte> text, out long seconds, out int nanos)
    {
        seconds = 0;
        nanos = 0;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
            !Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day) ||
            !Number(text[11..13], out var hour) || !Number(text[14..16], out var minute) || !Number(text[17..19], out var second) ||
            year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var rest = text[19..];
        if (!FractionText.TryTake(ref rest, out nanos) || !TryParseOffset(rest, out var offset))
        {
            return false;
        }

        seconds = ((new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond) - offset;
        return seconds is >= LeastSeconds and <= MostSeconds;
    }

    internal static string? Format(long seconds, int nanos)
    {
        if (seconds is < LeastSeconds or > MostSeconds || nanos is < 0 or > 999_999_999)
        {
            return null;
        }

        var time = DateTime.UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond);
        return time.ToString("yyyy'-'MM'-'dd'T'HH':'mm':'ss", CultureInfo.InvariantCulture) + FractionText.Format(nanos) + "Z";
    }

    private static bool TryParseOffset(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (text.Length == 1)
        {
            return text[0] == 'Z';
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':' ||
            !Number(text[1..3], out var hours) || !Number(text[4..6], out var minutes) || hours > 23 || minutes > 59)
        {
            return false;
        }

        seconds = ((hours * 60) + minutes) * (text[0] == '-' ? -60 : 60);
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + digit - '0';
        }

        return true;
    }
}
