using P8e.Chain.Scopes;
using P8e.Protocol.Identifiers;

namespace P8e.Index.Tests.Support;

/// <summary>A node that knows scopes as the test says they became, height by height.</summary>
internal sealed class ScriptedScopes : IScopeQueries
{
    private readonly Dictionary<MetadataAddress, SortedList<long, ScopeReading>> _scopes = [];

    /// <summary>What was asked, in order.</summary>
    internal List<(MetadataAddress Scope, long Height)> Asked { get; } = [];

    /// <summary>States of heights below this are gone.</summary>
    internal long EarliestHeight { get; set; }

    /// <summary>Says what a scope is from a height on.</summary>
    internal void Become(long height, MetadataAddress scope, ScopeState? state, IEnumerable<SessionState>? sessions = null, IEnumerable<RecordState>? records = null, bool isComplete = true)
    {
        if (!_scopes.TryGetValue(scope, out var heights))
        {
            _scopes[scope] = heights = [];
        }

        heights[height] = new ScopeReading(state, [.. sessions ?? []], [.. records ?? []], IsAtHeight: true, isComplete);
    }

    public Task<ScopeReading> ReadScopeAsync(MetadataAddress scope, long height, CancellationToken cancellationToken)
    {
        lock (Asked)
        {
            Asked.Add((scope, height));
        }

        var isAtHeight = height >= EarliestHeight;
        var heights = _scopes.GetValueOrDefault(scope) ?? [];
        var reading = heights.LastOrDefault(state => !isAtHeight || state.Key <= height).Value ?? new ScopeReading(null, [], [], true, true);
        return Task.FromResult(reading with { IsAtHeight = isAtHeight });
    }
}
