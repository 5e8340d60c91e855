namespace P8e.EndToEnd.Tests.Support;

/// <summary>A span as it was received.</summary>
internal sealed record OtlpSpan(string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Attributes);
