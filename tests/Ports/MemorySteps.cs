namespace P8e.Ports;

/// <summary>Runs the steps of an in-memory adapter one after the other, each wholly or, when it is cancelled before, not at all.</summary>
internal sealed class MemorySteps
{
    private readonly Lock _gate = new();

    public Task<T> Run<T>(Func<T> step, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        lock (_gate)
        {
            return Task.FromResult(step());
        }
    }

    public Task Run(Action step, CancellationToken cancellationToken) => Run(
        () =>
        {
            step();
            return true;
        },
        cancellationToken);

    /// <summary>What one step makes, piece by piece.</summary>
    public async IAsyncEnumerable<T> List<T>(Func<T[]> step, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var item in await Run(step, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}
