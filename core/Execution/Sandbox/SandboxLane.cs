namespace P8e.Execution.Sandbox;

/// <summary>The process of one key and the queue before it. Its state is guarded by the pool's lock; the process belongs to whoever has the turn.</summary>
internal sealed class SandboxLane(SandboxKey key) : IDisposable
{
    public SandboxKey Key { get; } = key;

    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Null until the first call, and after the process had to go.</summary>
    public SandboxProcess? Process { get; set; }

    /// <summary>Calls that run or wait; zero means that nobody holds or wants the turn.</summary>
    public int Users { get; set; }

    public DateTimeOffset IdleSince { get; set; }

    public void Dispose()
    {
        Process?.Dispose();
        Turn.Dispose();
    }
}
