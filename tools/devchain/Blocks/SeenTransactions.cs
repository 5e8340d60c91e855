namespace P8e.Devchain.Blocks;

/// <summary>Hashes of the last admitted transactions, committed ones too (provenance-chain 5.7): sending one again is refused.</summary>
internal sealed class SeenTransactions
{
    private const int Capacity = 10_000;
    private readonly HashSet<string> _hashes = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    internal bool Contains(string hash) => _hashes.Contains(hash);

    internal void Add(string hash)
    {
        if (_hashes.Add(hash))
        {
            _order.Enqueue(hash);
            if (_order.Count > Capacity)
            {
                _hashes.Remove(_order.Dequeue());
            }
        }
    }
}
