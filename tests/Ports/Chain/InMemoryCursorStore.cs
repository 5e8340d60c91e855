using P8e.Chain.Following;

namespace P8e.Ports.Chain;

/// <summary>Cursors in memory; every step is atomic.</summary>
public sealed class InMemoryCursorStore : ICursorStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FollowCursor> _cursors = [];
    private long _version;

    /// <summary>How often a cursor was moved.</summary>
    public long Moves => _version;

    /// <inheritdoc/>
    public Task<FollowCursor?> FindAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(_cursors.GetValueOrDefault(name));
        }
    }

    /// <inheritdoc/>
    public Task<FollowCursor?> TryMoveAsync(string name, FollowCursor cursor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_cursors.GetValueOrDefault(name)?.Version != cursor.Version)
            {
                return Task.FromResult<FollowCursor?>(null);
            }

            return Task.FromResult<FollowCursor?>(_cursors[name] = cursor with { Version = $"v{++_version}" });
        }
    }
}
