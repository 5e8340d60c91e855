namespace P8e.EndToEnd.Tests.Cost;

/// <summary>Something that is paid for.</summary>
/// <param name="What">In words.</param>
/// <param name="Count">How much of it an envelope takes.</param>
/// <param name="Price">What that costs.</param>
internal sealed record CostLine(string What, Func<EnvelopeCounts, double> Count, Func<EnvelopeCounts, double> Price);
