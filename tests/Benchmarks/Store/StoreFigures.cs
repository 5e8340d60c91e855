using P8e.Benchmarks.Measuring;

namespace P8e.Benchmarks.Store;

/// <summary>The rounds of one kind of call at one server.</summary>
/// <param name="Rounds">In the order in which they ran.</param>
/// <param name="IdleKibibytes">The server's resident memory before them.</param>
internal sealed record StoreFigures(IReadOnlyList<LoadRound> Rounds, long IdleKibibytes)
{
    private const double KibibytesPerMebibyte = 1024;

    private readonly double[] _milliseconds = [.. Rounds.SelectMany(round => round.Milliseconds).Order()];

    /// <summary>Processor time of the server per call.</summary>
    internal Series Processor => new([.. Rounds.Select(round => round.ProcessorNanoseconds)], Rounds.Min(round => round.AllocatedBytes));

    internal double PerSecond => Series.Median(Rounds.Select(round => round.PerSecond));

    internal double IdleMebibytes => IdleKibibytes / KibibytesPerMebibyte;

    internal double PeakMebibytes => Rounds.Max(round => round.After.PeakKibibytes) / KibibytesPerMebibyte;

    /// <summary>How long calls took, in ms.</summary>
    internal double Percentile(int percent) => _milliseconds[(_milliseconds.Length - 1) * percent / 100];
}
