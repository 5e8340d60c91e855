using System.Globalization;

namespace P8e.Grpc.Wire;

/// <summary><c>grpc-timeout</c>: 1 to 8 digits and a unit.</summary>
internal static class TimeoutText
{
    private const long MostUnits = 99_999_999;

    private static readonly (char Unit, long Ticks)[] Units =
    [
        ('u', TimeSpan.TicksPerMicrosecond), ('m', TimeSpan.TicksPerMillisecond), ('S', TimeSpan.TicksPerSecond),
        ('M', TimeSpan.TicksPerMinute), ('H', TimeSpan.TicksPerHour),
    ];

    /// <summary>In the finest unit that holds it, rounded up: a caller's own clock ends the call anyway, the peer's must not do so earlier.</summary>
    public static string Format(TimeSpan timeout)
    {
        foreach (var (unit, ticks) in Units)
        {
            var units = (timeout.Ticks / ticks) + (timeout.Ticks % ticks > 0 ? 1 : 0);
            if (units <= MostUnits)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{units}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{MostUnits}H");
    }

    /// <summary>Null for what is malformed: such a timeout is ignored (object-store 2.4, recorded: timeout-abc, timeout-1, timeout-123456789S).</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (text is not { Length: >= 2 and <= 9 } || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var units))
        {
            return null;
        }

        // A tick is 100 ns; part of one still is some time.
        return text[^1] == 'n' ? TimeSpan.FromTicks((units + 99) / 100)
            : Array.Find(Units, entry => entry.Unit == text[^1]) is { Ticks: > 0 } known ? TimeSpan.FromTicks(units * known.Ticks)
            : null;
    }
}
