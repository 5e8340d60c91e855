namespace P8e.Benchmarks.Measuring;

/// <summary>How long to measure.</summary>
/// <param name="Rounds">Rounds that count, at least 5.</param>
/// <param name="RoundTime">Wall time that one round of one contender should take; an operation that takes longer is done once.</param>
/// <param name="WarmUp">Wall time of unmeasured work per contender: the JIT's tiers and the processor's clock settle in it.</param>
internal sealed record RoundPlan(int Rounds, TimeSpan RoundTime, TimeSpan WarmUp)
{
    internal static RoundPlan Full { get; } = new(9, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(400));

    internal static RoundPlan Quick { get; } = new(5, TimeSpan.FromMilliseconds(25), TimeSpan.FromMilliseconds(150));
}
