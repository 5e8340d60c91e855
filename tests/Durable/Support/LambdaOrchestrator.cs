namespace P8e.Durable.Tests.Support;

/// <summary>An orchestrator written in place.</summary>
internal sealed class LambdaOrchestrator<TInput, TOutput>(Func<OrchestrationContext, TInput, Task<TOutput>> run) : IOrchestrator<TInput, TOutput>
{
    public Task<TOutput> RunAsync(OrchestrationContext context, TInput input) => run(context, input);
}
