namespace P8e.Conformance;

/// <summary>A recording lacks what a comparison needs, or records what is done otherwise on purpose; the message says which.</summary>
public sealed class NotComparableException(string message) : Exception(message);
