namespace P8e.Durable;

/// <summary>
/// One step that touches the world. It runs at least once: after a crash it runs again, so it must be safe to repeat (functions-host 3.6).
/// </summary>
public interface IActivity<TInput, TOutput>
{
    /// <summary>Does the step. An exception is a failure that the orchestrator sees; cancellation means that the process is stopping, and the step runs again elsewhere.</summary>
    Task<TOutput> RunAsync(ActivityContext context, TInput input, CancellationToken cancellationToken);
}
