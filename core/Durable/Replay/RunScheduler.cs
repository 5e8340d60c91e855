namespace P8e.Durable.Replay;

/// <summary>
/// Runs the continuations of one orchestrator on one thread at a time, in the order in which they became ready (functions-host 4.4). A continuation that comes from
/// another thread means that user code waited for something the engine did not create; it is never run.
/// </summary>
internal sealed class RunScheduler : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();
    private volatile int _thread;
    private volatile bool _isClosed;
    private volatile bool _sawForeignThread;

    /// <summary>Whether anything reached this run from a thread that is not its own.</summary>
    internal bool SawForeignThread => _sawForeignThread;

    internal bool IsClosed => _isClosed;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsOwnThread())
        {
            _ready.Enqueue((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsOwnThread())
        {
            d(state);
        }
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>True on the run's own thread while it lasts; remembers when not.</summary>
    internal bool IsOwnThread()
    {
        if (_isClosed)
        {
            return false;
        }

        if (Environment.CurrentManagedThreadId == _thread)
        {
            return true;
        }

        _sawForeignThread = true;
        return false;
    }

    /// <summary>Runs what is ready, and what becomes ready by that, until nothing is left.</summary>
    internal void Pump()
    {
        while (_ready.TryDequeue(out var next))
        {
            next.Callback(next.State);
        }
    }

    /// <summary>Makes the calling thread the run's own.</summary>
    internal void Enter() => _thread = Environment.CurrentManagedThreadId;

    /// <summary>Until the next thread enters, every thread is foreign: user code must not go on between two pieces of its history.</summary>
    internal void Leave() => _thread = 0;

    /// <summary>Ends the run: whatever arrives later is dropped with the state it would have changed.</summary>
    internal void Close() => _isClosed = true;
}
