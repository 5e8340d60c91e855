namespace P8e.Benchmarks.Measuring;

/// <summary>
/// Measures contenders in turns: round 1 of each, round 2 of each, and so on. A slower minute of a shared machine then meets all of them, and
/// the ratios hold.
/// </summary>
internal static class Alternation
{
    private const int OperationsMax = 1_000_000;

    /// <summary>Measures.</summary>
    /// <returns>One series for each contender, in order.</returns>
    internal static async Task<IReadOnlyList<Series>> MeasureAsync(RoundPlan plan, IReadOnlyList<IContender> contenders)
    {
        var operations = new int[contenders.Count];
        for (var i = 0; i < contenders.Count; i++)
        {
            operations[i] = await WarmUpAsync(plan, contenders[i]);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        var samples = new Sample[contenders.Count, plan.Rounds];
        for (var round = 0; round < plan.Rounds; round++)
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                samples[i, round] = await contenders[i].RunAsync(operations[i]);
            }
        }

        return [.. contenders.Select((_, i) => ToSeries(samples, i, plan.Rounds, operations[i]))];
    }

    /// <summary>Works without measuring and finds out how many operations fill a round.</summary>
    private static async Task<int> WarmUpAsync(RoundPlan plan, IContender contender)
    {
        var count = 1;
        var nanosecondsPerOperation = double.MaxValue;
        for (var spent = 0.0; spent < plan.WarmUp.TotalNanoseconds;)
        {
            var sample = await contender.RunAsync(count);
            spent += Math.Max(sample.Nanoseconds, 1);
            nanosecondsPerOperation = sample.Nanoseconds / count;
            count = Math.Min(count * 2, FillRound(plan, nanosecondsPerOperation));
        }

        return FillRound(plan, nanosecondsPerOperation);
    }

    private static int FillRound(RoundPlan plan, double nanosecondsPerOperation) =>
        (int)Math.Clamp(plan.RoundTime.TotalNanoseconds / Math.Max(nanosecondsPerOperation, 1), 1, OperationsMax);

    private static Series ToSeries(Sample[,] samples, int contender, int rounds, int operations)
    {
        var own = Enumerable.Range(0, rounds).Select(round => samples[contender, round]).ToArray();
        return new Series([.. own.Select(sample => sample.Nanoseconds / operations)], own.Min(sample => sample.AllocatedBytes) / operations);
    }
}
