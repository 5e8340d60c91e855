using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace P8e.Devchain.Blocks;

/// <summary>A moment in UTC to the nanosecond, finer than .NET's clock: block times are compared and printed to the last digit.</summary>
internal readonly record struct ChainTime(long Seconds, int Nanos) : IComparable<ChainTime>
{
    private const string SecondsFormat = "yyyy-MM-dd HH:mm:ss";

    public static bool operator <(ChainTime left, ChainTime right) => left.CompareTo(right) < 0;

    public static bool operator >(ChainTime left, ChainTime right) => left.CompareTo(right) > 0;

    public static bool operator <=(ChainTime left, ChainTime right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ChainTime left, ChainTime right) => left.CompareTo(right) >= 0;

    public int CompareTo(ChainTime other) => Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanos.CompareTo(other.Nanos);

    internal static ChainTime From(DateTimeOffset time) =>
        new(time.ToUnixTimeSeconds(), (int)(time.UtcTicks % TimeSpan.TicksPerSecond * 100));

    internal static ChainTime From(Timestamp time) => new(time.Seconds, time.Nanos);

    /// <summary>Reads RFC 3339 in UTC with up to nine digits of a second.</summary>
    internal static ChainTime Parse(string text)
    {
        var body = text.TrimEnd('Z');
        var dot = body.IndexOf('.', StringComparison.Ordinal);
        var whole = DateTimeOffset.Parse(dot < 0 ? body : body[..dot], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return new ChainTime(whole.ToUnixTimeSeconds(), dot < 0 ? 0 : int.Parse(body[(dot + 1)..].PadRight(9, '0'), CultureInfo.InvariantCulture));
    }

    internal ChainTime Plus(TimeSpan span)
    {
        var nanos = Nanos + (span.Ticks % TimeSpan.TicksPerSecond * 100);
        return new ChainTime(Seconds + (span.Ticks / TimeSpan.TicksPerSecond) + (nanos / 1_000_000_000), (int)(nanos % 1_000_000_000));
    }

    internal Timestamp ToTimestamp() => new() { Seconds = Seconds, Nanos = Nanos };

    /// <summary>As Go's <c>Time.String</c> prints it in error texts.</summary>
    internal string ToGoText() => $"{Whole(SecondsFormat)}{Fraction()} +0000 UTC";

    /// <summary>RFC 3339 with the digits that are not zero.</summary>
    public override string ToString() => $"{Whole("yyyy-MM-dd'T'HH:mm:ss")}{Fraction()}Z";

    /// <summary>RFC 3339, whole seconds.</summary>
    internal string ToSecondsText() => $"{Whole("yyyy-MM-dd'T'HH:mm:ss")}Z";

    private string Whole(string format) => DateTimeOffset.FromUnixTimeSeconds(Seconds).ToString(format, CultureInfo.InvariantCulture);

    private string Fraction() => Nanos == 0 ? string.Empty : "." + Nanos.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
}
