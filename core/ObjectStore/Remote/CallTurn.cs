namespace P8e.ObjectStore.Remote;

/// <summary>One of the calls that may run at the same time. Ended twice it still gives back one place only.</summary>
internal sealed class CallTurn(SemaphoreSlim free) : IDisposable
{
    private SemaphoreSlim? _free = free;

    public void Dispose() => Interlocked.Exchange(ref _free, null)?.Release();
}
