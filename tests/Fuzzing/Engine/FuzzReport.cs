using System.Globalization;

namespace P8e.Fuzzing.Tests.Engine;

/// <summary>What a run did.</summary>
/// <param name="Inputs">Inputs given to the parser.</param>
/// <param name="Taken">Those that it took.</param>
/// <param name="SeedsTaken">Those of them that are no mutations.</param>
/// <param name="Kinds">Different refusals that were seen.</param>
/// <param name="MostPerByte">Most bytes that were allocated for a byte of input, beside what is allowed in any case.</param>
/// <param name="Slowest">The longest time of one input.</param>
internal sealed record FuzzReport(long Inputs, long Taken, long SeedsTaken, IReadOnlyCollection<string> Kinds, double MostPerByte, TimeSpan Slowest)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Inputs} inputs, {Taken} taken ({SeedsTaken} seeds), {Kinds.Count} kinds of refusal, {MostPerByte:F1} bytes for a byte, slowest {Slowest.TotalMilliseconds:F1} ms");
}
