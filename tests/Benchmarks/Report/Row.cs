using P8e.Benchmarks.Measuring;

namespace P8e.Benchmarks.Report;

/// <summary>One comparison: a line of a table.</summary>
internal sealed record Row
{
    /// <summary>What is done, and by whom.</summary>
    public required string Operation { get; init; }

    /// <summary>Median time of the subject, per operation.</summary>
    public required double Microseconds { get; init; }

    /// <summary>Distance between the quartiles as a share of the median; null for a computed figure.</summary>
    public double? Spread { get; init; }

    /// <summary>Managed bytes allocated per operation; null for a computed figure.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>The most that may be allocated; null when nothing is asked.</summary>
    public long? AllocatedBytesMax { get; init; }

    /// <summary>What stands beside it.</summary>
    public required string Baseline { get; init; }

    /// <summary>Median time of the baseline, per operation; null when it is not to be had on this machine.</summary>
    public double? BaselineMicroseconds { get; init; }

    /// <summary>Time of the subject over time of the baseline: less is faster.</summary>
    public double? Ratio { get; init; }

    /// <summary>The largest ratio that meets the target; null when the row is there for information.</summary>
    public double? RatioMax { get; init; }

    /// <summary>What the targets say; null when there are none.</summary>
    public bool? Holds => (Ratio is null || RatioMax is null) && AllocatedBytesMax is null ? null : !IsSlow && !IsFat;

    internal bool IsSlow => Ratio > RatioMax;

    internal bool IsFat => AllocatedBytes > AllocatedBytesMax;

    internal static Row Compare(
        string operation, Series subject, string baseline, Series? beside, double? ratioMax = null, long? allocatedBytesMax = null) => new()
        {
            Operation = operation,
            Microseconds = subject.Microseconds,
            Spread = subject.Spread,
            AllocatedBytes = subject.AllocatedBytes,
            AllocatedBytesMax = allocatedBytesMax,
            Baseline = beside is null ? $"{baseline}: not here" : baseline,
            BaselineMicroseconds = beside?.Microseconds,
            Ratio = beside is null ? null : subject.RatioTo(beside),
            RatioMax = ratioMax,
        };

    /// <summary>A comparison with a figure that was not measured in alternation: a recording, or a budget.</summary>
    internal static Row Against(string operation, Series subject, string baseline, double baselineMicroseconds, double ratioMax) => new()
    {
        Operation = operation,
        Microseconds = subject.Microseconds,
        Spread = subject.Spread,
        AllocatedBytes = subject.AllocatedBytes,
        Baseline = baseline,
        BaselineMicroseconds = baselineMicroseconds,
        Ratio = subject.Microseconds / baselineMicroseconds,
        RatioMax = ratioMax,
    };
}
