using P8e.Durable;

namespace P8e.Ports.Durable;

/// <summary>An orchestrator written in place.</summary>
public sealed class LambdaOrchestrator<TInput, TOutput>(Func<OrchestrationContext, TInput, Task<TOutput>> run) : IOrchestrator<TInput, TOutput>
{
    /// <inheritdoc/>
    public Task<TOutput> RunAsync(OrchestrationContext context, TInput input) => run(context, input);
}
