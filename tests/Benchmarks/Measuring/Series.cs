namespace P8e.Benchmarks.Measuring;

/// <summary>The rounds of one contender, per operation.</summary>
/// <param name="Rounds">Nanoseconds per operation of every round, in the order in which they ran.</param>
/// <param name="AllocatedBytes">Bytes per operation of the round that allocated least.</param>
internal sealed record Series(IReadOnlyList<double> Rounds, long AllocatedBytes)
{
    internal double Microseconds => Median(Rounds) / 1000;

    /// <summary>Distance between the quartiles as a share of the median: how far the machine let the rounds differ.</summary>
    internal double Spread
    {
        get
        {
            var sorted = Rounds.Order().ToArray();
            return (sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4]) / Median(Rounds);
        }
    }

    /// <summary>Median of the ratios of neighbouring rounds. What slows the machine down for a while slows both, so this is steadier than a ratio of medians.</summary>
    internal double RatioTo(Series baseline) => Median([.. Rounds.Zip(baseline.Rounds, (own, other) => own / other)]);

    public static Series operator +(Series left, Series right) =>
        new([.. left.Rounds.Zip(right.Rounds, (one, other) => one + other)], left.AllocatedBytes + right.AllocatedBytes);

    public static Series operator *(int times, Series series) =>
        new([.. series.Rounds.Select(round => times * round)], times * series.AllocatedBytes);

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
