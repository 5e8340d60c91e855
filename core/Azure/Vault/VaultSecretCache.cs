using P8e.Cryptography.Keys;

namespace P8e.Azure.Vault;

/// <summary>Encryption keys that were read lately: so many, so long, then zeroed, whether or not anybody asks again.</summary>
internal sealed class VaultSecretCache(int most, TimeSpan keep, TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Uri, (HeldKey Key, ITimer End, long Order)> _held = [];
    private long _order;
    private bool _disposed;

    /// <summary>Keys in memory now.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    /// <summary>Begins a use of a key that is held; the caller releases it.</summary>
    internal HeldKey? TryUse(Uri id)
    {
        lock (_gate)
        {
            return _held.TryGetValue(id, out var found) && found.Key.TryUse() ? found.Key : null;
        }
    }

    /// <summary>Takes a key over and begins a use of it; the caller releases it. The oldest one makes room.</summary>
    internal HeldKey Hold(Uri id, PrivateKey key)
    {
        var held = new HeldKey(key);
        lock (_gate)
        {
            if (_disposed)
            {
                held.Retire();
                throw new ObjectDisposedException(nameof(VaultKeys));
            }

            Remove(id);
            if (_held.Count >= most)
            {
                Remove(_held.MinBy(entry => entry.Value.Order).Key);
            }

            _ = held.TryUse();
            _held[id] = (held, clock.CreateTimer(_ => Drop(id, held), null, keep, Timeout.InfiniteTimeSpan), _order++);
            return held;
        }
    }

    /// <summary>Zeroes a key, at the latest when its last use ends.</summary>
    internal void Drop(Uri id)
    {
        lock (_gate)
        {
            Remove(id);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var id in _held.Keys.ToArray())
            {
                Remove(id);
            }
        }
    }

    private void Drop(Uri id, HeldKey held)
    {
        lock (_gate)
        {
            // A timer that fires late must not end its successor.
            if (_held.TryGetValue(id, out var found) && found.Key == held)
            {
                Remove(id);
            }
        }
    }

    private void Remove(Uri id)
    {
        if (_held.Remove(id, out var found))
        {
            found.End.Dispose();
            found.Key.Retire();
        }
    }
}
