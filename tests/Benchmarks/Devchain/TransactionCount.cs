using P8e.Devchain.Blocks;

namespace P8e.Benchmarks.Devchain;

/// <summary>Counts what is in blocks, and lets one wait for a count.</summary>
internal sealed class TransactionCount
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _reached = new();
    private int _wanted = int.MaxValue;
    private int _count;

    internal void Add(Block block)
    {
        if (block.Outcomes.FirstOrDefault(outcome => !outcome.Succeeded) is { } failure)
        {
            _ = _failed.TrySetException(new InvalidOperationException($"A transaction failed in its block: {failure.Code} {failure.Log}"));
        }

        lock (_gate)
        {
            _count += block.Transactions.Count;
            if (_count >= _wanted)
            {
                _ = _reached.TrySetResult();
            }
        }
    }

    /// <summary>Waits for a count in all. One may wait at a time.</summary>
    internal async Task ReachAsync(int total)
    {
        lock (_gate)
        {
            _wanted = total;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_count >= total)
            {
                _reached.SetResult();
            }
        }

        await await Task.WhenAny(_reached.Task, _failed.Task);
    }
}
