using P8e.Durable;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows;

/// <summary>How orchestrators ask for their steps: repeated while storage is away, and failing the instance with the step's own code instead of the engine's (design 11).</summary>
internal static class StepCall
{
    internal static async Task<T> CallAsync<T>(OrchestrationContext context, string activity, object input)
    {
        try
        {
            return await context.CallActivityAsync<T>(activity, input, CommitWait.Retried).ConfigureAwait(true);
        }
        catch (DurableException error) when (error.Failure is { } failure)
        {
            throw new DurableException(failure.ErrorType, failure.Message);
        }
    }
}
