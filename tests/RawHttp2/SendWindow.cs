namespace P8e.RawHttp2;

/// <summary>How much may still be sent: of a connection and of each of its streams.</summary>
internal sealed class SendWindow
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _left = 65_535;
    private bool _isClosed;

    public void Add(long bytes)
    {
        lock (_lock)
        {
            _left += bytes;
            Signal();
        }
    }

    /// <summary>Nothing more may be sent; who waits goes away with nothing.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Signal();
        }
    }

    /// <summary>Takes 1 to <paramref name="most"/> bytes as soon as there are some; 0 when it was closed.</summary>
    public async Task<int> TakeAsync(int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_isClosed)
                {
                    return 0;
                }

                if (_left > 0)
                {
                    var taken = (int)Math.Min(most, _left);
                    _left -= taken;
                    return taken;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private void Signal()
    {
        var old = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        old.TrySetResult();
    }
}
