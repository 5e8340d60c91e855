namespace P8e.Devchain.Blocks;

/// <summary>Hashes of the last admitted transactions, committed ones too (provenance-chain 5.7): sending one again is refused.</summary>
internal sealed class SeenTransactions
{
    private const int Capacity = 10_000;
    private readonly HashSet<string> hashes = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    internal bool Contains(string hash) => hashes.Contains(hash);

    internal void Add(string hash)
    {
        if (hashes.Add(hash))
        {
            order.Enqueue(hash);
            if (order.Count > Capacity)
            {
                hashes.Remove(order.Dequeue());
            }
        }
    }
}
