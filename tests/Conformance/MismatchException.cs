namespace P8e.Conformance;

/// <summary>A recorded value and ours differ.</summary>
public sealed class MismatchException(string message) : Exception(message);
