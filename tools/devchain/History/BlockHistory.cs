using System.Security.Cryptography;
using P8e.Devchain.Blocks;
using P8e.Devchain.Genesis;

namespace P8e.Devchain.History;

/// <summary>All committed blocks, by height, by hash and by the hashes of their transactions. Every member may be called from any thread.</summary>
internal sealed class BlockHistory
{
    private readonly Lock _gate = new();
    private readonly List<StoredBlock> _blocks = [];
    private readonly Dictionary<string, long> _heights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredTx> _transactions = new(StringComparer.Ordinal);
    private readonly BlockHeaders _headers;
    private readonly long _first;
    private TaskCompletionSource _next = NewSignal();

    internal BlockHistory(string chainId, ChainLimits limits, long firstHeight)
    {
        _headers = new BlockHeaders(chainId, limits, Find);
        _first = firstHeight;
    }

    internal BlockHeaders Headers => _headers;

    /// <summary>The lowest height that is or will be there; the chain keeps all blocks.</summary>
    internal long First => _first;

    internal StoredBlock? Latest
    {
        get
        {
            lock (_gate)
            {
                return _blocks.Count == 0 ? null : _blocks[^1];
            }
        }
    }

    /// <summary>Takes the next block in, and wakes whoever waits for it.</summary>
    /// <param name="block">The block.</param>
    /// <param name="publish">Runs when the block is about to be seen, before anybody can.</param>
    internal void Append(Block block, Action publish)
    {
        var results = BlockHeaders.ResultsHash(block);
        TaskCompletionSource made;
        lock (_gate)
        {
            var previous = _blocks.Count == 0 ? null : _blocks[^1];
            var app = SHA256.HashData([.. previous?.AppHash ?? [], .. results, .. BitConverter.GetBytes(block.Height)]);
            var stored = new StoredBlock(block, MerkleTree.Root(BlockHeaders.Fields(_headers.Build(block, previous))), results, app);
            publish();
            _blocks.Add(stored);
            _heights[Convert.ToHexString(stored.Hash)] = block.Height;
            for (var i = 0; i < block.Transactions.Count; i++)
            {
                // A transaction that is in two blocks, which only a journal by hand can do, is found in the first.
                _transactions.TryAdd(Convert.ToHexString(SHA256.HashData(block.Transactions[i].Span)), new StoredTx(stored, i));
            }

            (made, _next) = (_next, NewSignal());
        }

        made.SetResult();
    }

    /// <summary>Null when there is no block of that height.</summary>
    internal StoredBlock? Find(long height)
    {
        lock (_gate)
        {
            var index = height - _first;
            return index >= 0 && index < _blocks.Count ? _blocks[(int)index] : null;
        }
    }

    /// <summary>Null when no block has that hash.</summary>
    internal StoredBlock? FindByHash(ReadOnlySpan<byte> hash)
    {
        lock (_gate)
        {
            return _heights.TryGetValue(Convert.ToHexString(hash), out var height) ? _blocks[(int)(height - _first)] : null;
        }
    }

    /// <summary>A transaction by the hex digits, upper case, of its hash; null when no block has it.</summary>
    internal StoredTx? FindTx(string hash)
    {
        lock (_gate)
        {
            return _transactions.TryGetValue(hash, out var found) ? found : null;
        }
    }

    /// <summary>All blocks there are now, oldest first.</summary>
    internal IReadOnlyList<StoredBlock> All()
    {
        lock (_gate)
        {
            return [.. _blocks];
        }
    }

    /// <summary>Waits until a transaction is in a block.</summary>
    internal async Task<StoredTx> WaitForTxAsync(string hash, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = NextBlock();
            if (FindTx(hash) is { } found)
            {
                return found;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Task NextBlock()
    {
        lock (_gate)
        {
            return _next.Task;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
