namespace P8e.Conformance;

/// <summary>What became of one recorded case.</summary>
/// <param name="Case">Where it stands: section and name.</param>
/// <param name="Failure">Null when it passed, else what was expected and what was seen.</param>
public sealed record CaseResult(string Case, string? Failure);
