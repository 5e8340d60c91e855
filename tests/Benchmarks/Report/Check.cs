namespace P8e.Benchmarks.Report;

/// <summary>A finding that is not a ratio of times: memory, growth, counts.</summary>
/// <param name="Text">What was found and what is asked.</param>
/// <param name="Holds">Whether it is met; null for information.</param>
internal sealed record Check(string Text, bool? Holds);
