using P8e.Protocol.Errors;

namespace P8e.Functions.Hosting;

/// <summary>
/// What must be done before work is taken, while the port is open already: the host's probe must not wait for it (functions-host 1.6). A step that only needs time, because storage or vault are away, is
/// tried again until it succeeds; meanwhile who would wait is told why.
/// </summary>
/// <param name="clock">Between two tries.</param>
/// <param name="report">Told of each try that failed.</param>
internal sealed class SetUp(TimeProvider clock, Action<P8eTransientException> report)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile P8eTransientException? _trouble;

    internal bool IsDone => _done.Task.IsCompletedSuccessfully;

    /// <summary>Why it is not done yet, if something is in its way.</summary>
    internal P8eTransientException? Trouble => IsDone ? null : _trouble;

    /// <summary>Returns when it is done. A set-up that fails ends the program; who waits is cancelled.</summary>
    /// <exception cref="P8eTransientException">Something is in its way for now.</exception>
    internal Task WaitAsync(CancellationToken cancellationToken) => Trouble is { } trouble
        ? throw new P8eTransientException(trouble.Code, "Starting: something that the program needs is out of reach; it tries again. The program's log says what.", trouble.RetryAfter ?? Pause)
        : _done.Task.WaitAsync(cancellationToken);

    internal async Task RunAsync(IEnumerable<Func<CancellationToken, Task>> steps, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var step in steps)
            {
                await RunAsync(step, cancellationToken);
            }

            _done.TrySetResult();
        }
        catch
        {
            _done.TrySetCanceled(CancellationToken.None);
            throw;
        }
    }

    /// <summary>A right at the vault comes minutes after it was given, also to a deployment that is minutes old.</summary>
    private static bool IsGranted(string code) => code is ErrorCodes.VaultDenied or ErrorCodes.VaultIdentityMissing;

    private async Task RunAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await step(cancellationToken);
                return;
            }
            catch (P8eException error) when (error is P8eTransientException || IsGranted(error.Code))
            {
                _trouble = error as P8eTransientException ?? new P8eTransientException(error.Code, error.Message);
                report(_trouble);
                await Task.Delay(_trouble.RetryAfter ?? Pause, clock, cancellationToken);
            }
        }
    }
}
