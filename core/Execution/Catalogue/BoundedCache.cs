namespace P8e.Execution.Catalogue;

/// <summary>Immutable things by their hash; when it is full, the one that came first goes. Thread-safe; two that ask at once may both load.</summary>
/// <param name="countMax">Most entries.</param>
internal sealed class BoundedCache<TKey, TValue>(int countMax)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, TValue> _values = [];
    private readonly Queue<TKey> _order = new();

    internal async Task<TValue> GetAsync(TKey key, Func<CancellationToken, Task<TValue>> load, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_values.TryGetValue(key, out var known))
            {
                return known;
            }
        }

        var loaded = await load(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_values.TryAdd(key, loaded))
            {
                _order.Enqueue(key);
                if (_order.Count > countMax)
                {
                    _values.Remove(_order.Dequeue());
                }
            }

            return _values[key];
        }
    }
}
