namespace P8e.Access.Keys;

/// <summary>
/// What the storage said about keys a moment ago, also that there is none. Bounded: keys that are there and ids that are not have room of their own, so that a flood of invented ids drives no
/// key out; a full room is emptied, which costs a storage call per key. Safe for use by several threads.
/// </summary>
internal sealed class KeyMemory(TimeProvider clock)
{
    /// <summary>How long an answer counts: a key that is revoked elsewhere is refused here after this at the latest.</summary>
    internal static readonly TimeSpan Lasts = TimeSpan.FromSeconds(15);

    /// <summary>Most entries of either kind.</summary>
    internal const int EntriesMax = 2048;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (ApiKey Key, DateTimeOffset Until)> _known = [];
    private readonly Dictionary<string, DateTimeOffset> _unknown = [];

    /// <summary>What is remembered of an id.</summary>
    /// <param name="id">Which.</param>
    /// <param name="key">The key; null when there is none.</param>
    /// <returns>False when nothing is.</returns>
    internal bool TryGet(string id, out ApiKey? key)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            key = _known.TryGetValue(id, out var entry) && entry.Until > now ? entry.Key : null;
            return key is not null || (_unknown.TryGetValue(id, out var until) && until > now);
        }
    }

    /// <summary>The key as it was last seen, however long ago; null when it is not remembered.</summary>
    internal ApiKey? FindLast(string id)
    {
        lock (_gate)
        {
            return _known.TryGetValue(id, out var entry) ? entry.Key : null;
        }
    }

    internal void Keep(string id, ApiKey? key)
    {
        var until = clock.GetUtcNow() + Lasts;
        lock (_gate)
        {
            if (key is null)
            {
                Room(_unknown)[id] = until;
            }
            else
            {
                _unknown.Remove(id);
                // A reading that began before the key was revoked here may end after it.
                if (!(_known.TryGetValue(id, out var known) && known.Until > clock.GetUtcNow() && known.Key.Revoked is not null))
                {
                    Room(_known)[id] = (key, until);
                }
            }
        }
    }

    internal void Forget(string id)
    {
        lock (_gate)
        {
            _known.Remove(id);
            _unknown.Remove(id);
        }
    }

    private static Dictionary<string, T> Room<T>(Dictionary<string, T> entries)
    {
        if (entries.Count >= EntriesMax)
        {
            entries.Clear();
        }

        return entries;
    }
}
