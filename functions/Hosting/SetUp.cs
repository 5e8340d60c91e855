namespace P8e.Functions.Hosting;

/// <summary>
/// What must be done before work is taken, while the port is open already: the host's probe must not wait for it (functions-host 1.6).
/// </summary>
internal sealed class SetUp
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal bool IsDone => _done.Task.IsCompletedSuccessfully;

    /// <summary>Returns when it is done. A set-up that fails ends the program; who waits is cancelled.</summary>
    internal Task WaitAsync(CancellationToken cancellationToken) => _done.Task.WaitAsync(cancellationToken);

    internal async Task RunAsync(IEnumerable<Func<CancellationToken, Task>> steps, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var step in steps)
            {
                await step(cancellationToken);
            }

            _done.TrySetResult();
        }
        catch
        {
            _done.TrySetCanceled(CancellationToken.None);
            throw;
        }
    }
}
