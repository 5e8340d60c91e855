using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace P8e.LoanContracts.Values;

/// <summary>Points in time. The epoch has no bytes, so it counts as not set.</summary>
internal static class Times
{
    public static bool IsFuture(this Timestamp? time, DateTimeOffset now) =>
        time is not null && time.CompareTo(Timestamp.FromDateTimeOffset(now)) > 0;

    public static bool IsPast([NotNullWhen(true)] this Timestamp? time, DateTimeOffset now) => time.IsSet() && !time.IsFuture(now);

    /// <summary>As Java writes it: zero seconds left out, fractions in groups of three digits.</summary>
    public static string ToJavaText(Timestamp? time)
    {
        var nanos = time?.Nanos ?? 0;
        var at = DateTimeOffset.FromUnixTimeSeconds(time?.Seconds ?? 0);
        var fraction = nanos == 0 ? string.Empty
            : nanos % 1_000_000 == 0 ? $".{nanos / 1_000_000:D3}"
            : nanos % 1_000 == 0 ? $".{nanos / 1_000:D6}"
            : $".{nanos:D9}";
        var seconds = at.Second == 0 && nanos == 0 ? string.Empty : $":{at.Second:D2}{fraction}";
        return at.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) + seconds + "Z";
    }
}
