namespace P8e.Durable;

/// <summary>
/// Deterministic code that decides what happens next. It runs again from the beginning after every event, so it is a function of its context alone: no
/// clock, I/O, logger, randomness, threads, fields that outlive a call, or <c>ConfigureAwait(false)</c> (design law 3). It is stopped by its history,
/// which is why it takes no token.
/// </summary>
/// <typeparam name="TInput">What it is started with; the type's default when it was started without input.</typeparam>
/// <typeparam name="TOutput">What it answers.</typeparam>
public interface IOrchestrator<TInput, TOutput>
{
    /// <summary>Runs the workflow. Any exception fails the instance with the exception's code or type.</summary>
    Task<TOutput> RunAsync(OrchestrationContext context, TInput input);
}
