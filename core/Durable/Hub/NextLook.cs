namespace P8e.Durable.Hub;

/// <summary>When a worker looks for work again: at a time, or sooner when something is to be done sooner. Safe for use by several threads.</summary>
internal sealed class NextLook(TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _at;
    private TaskCompletionSource _sooner = NewSignal();

    internal void Set(DateTimeOffset at)
    {
        lock (_gate)
        {
            _at = at;
        }
    }

    /// <summary>Brings the next look forward; a later time changes nothing.</summary>
    internal void NoLaterThan(DateTimeOffset at)
    {
        lock (_gate)
        {
            if (at < _at)
            {
                _at = at;
                _sooner.TrySetResult();
            }
        }
    }

    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task sooner;
            TimeSpan rest;
            lock (_gate)
            {
                _sooner = _sooner.Task.IsCompleted ? NewSignal() : _sooner;
                sooner = _sooner.Task;
                rest = _at - time.GetUtcNow();
            }

            if (rest <= TimeSpan.Zero)
            {
                return;
            }

            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(sooner, Task.Delay(rest, time, over.Token)).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
