namespace P8e.Grpc.Tests.Support;

/// <summary>A clock with timers that moves, and fires them, only when a test moves it.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private TaskCompletionSource _awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = new(2026, 1, 31, 23, 59, 30, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, period);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves as soon as somebody waits for it.</summary>
    public async Task AdvanceWhenAwaitedAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        Task awaited;
        lock (_lock)
        {
            awaited = _timers.Count > 0 ? Task.CompletedTask : _awaited.Task;
        }

        await awaited.WaitAsync(cancellationToken);
        Advance(by);
    }

    public void Advance(TimeSpan by)
    {
        ManualTimer[] due;
        lock (_lock)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
            _timers.RemoveAll(due.Contains);
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    private void Set(ManualTimer timer, TimeSpan? dueTime)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueTime is { } time && time != Timeout.InfiniteTimeSpan)
            {
                timer.Due = _now + time;
                _timers.Add(timer);
                _awaited.TrySetResult();
                _awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Set(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Set(this, null);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
