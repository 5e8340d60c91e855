using P8e.Durable;

namespace P8e.Workflows;

/// <summary>Lets an instance fail with the code of the step that failed instead of the engine's (design 11).</summary>
internal static class StepFailure
{
    /// <summary>The failed step's own code and message; any other failure as it is.</summary>
    internal static DurableException Of(DurableException error) => error.Failure is { } failure ? new DurableException(failure.ErrorType, failure.Message) : error;
}
