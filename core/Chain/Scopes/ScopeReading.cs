namespace P8e.Chain.Scopes;

/// <summary>What a node said about a scope.</summary>
/// <param name="Scope">The scope; null when there is none.</param>
/// <param name="Sessions">Its sessions, each address once.</param>
/// <param name="Records">Its records, each address once.</param>
/// <param name="IsAtHeight">False when the node has pruned the state that was asked for and this is its newest.</param>
/// <param name="IsComplete">False when texts or lists were cut, or sessions and records left out, because they are too long.</param>
public sealed record ScopeReading(
    ScopeState? Scope, IReadOnlyList<SessionState> Sessions, IReadOnlyList<RecordState> Records, bool IsAtHeight, bool IsComplete);
