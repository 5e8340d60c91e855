namespace P8e.Functions.Timers;

/// <summary>Ends a timer's pause early. Set twice before anybody waits, it wakes once. It spares time only: the timer comes anyway.</summary>
internal sealed class WakeSignal
{
    private TaskCompletionSource _set = New();

    internal void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <summary>Waits for it, and takes it.</summary>
    internal async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var set = Volatile.Read(ref _set);
        await Task.WhenAny(set.Task, Task.Delay(atMost > TimeSpan.Zero ? atMost : TimeSpan.Zero, clock, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (set.Task.IsCompleted)
        {
            Volatile.Write(ref _set, New());
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
