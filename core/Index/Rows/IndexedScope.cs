namespace P8e.Index.Rows;

/// <summary>A scope in the index with what it holds.</summary>
/// <param name="Row">The scope.</param>
/// <param name="Sessions">Its sessions by address.</param>
/// <param name="Records">Its records by address.</param>
public sealed record IndexedScope(ScopeRow Row, IReadOnlyList<SessionRow> Sessions, IReadOnlyList<RecordRow> Records);
