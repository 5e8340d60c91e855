using P8e.Durable.Wire;

namespace P8e.Durable.Failures;

/// <summary>Failures between exceptions, the room's own form and the wire's (functions-host 3.10, 4.6).</summary>
internal static class FailureDetails
{
    private const string Unknown = "(none)";

    // Deeper causes tell a reader nothing, and the wire's reader stops at 100.
    private const int DepthMax = 8;
    private const int StackCharsMax = 4096;

    /// <summary>As the engine hands failures to waiting code; absent details are tolerated (functions-host 4.3).</summary>
    internal static TaskFailure Read(TaskFailureDetails? details) => Read(details, 1);

    internal static TaskFailure Describe(Exception error, DescribeFailure? describe) => Describe(error, describe, 1);

    internal static TaskFailureDetails Write(TaskFailure failure)
    {
        var details = new TaskFailureDetails
        {
            ErrorType = WithoutRetrySignal(failure.ErrorType),
            ErrorMessage = failure.Message,
            StackTrace = failure.StackTrace,
            IsNonRetriable = failure.IsNonRetriable,
        };
        if (failure.Inner is { } inner)
        {
            details.InnerFailure = Write(inner);
        }

        return details;
    }

    private static TaskFailure Read(TaskFailureDetails? details, int depth)
    {
        if (details is null)
        {
            return new TaskFailure(Unknown, string.Empty);
        }

        return new TaskFailure(details.ErrorType.Length == 0 ? Unknown : details.ErrorType, details.ErrorMessage)
        {
            StackTrace = details.StackTrace,
            IsNonRetriable = details.IsNonRetriable,
            Inner = details.InnerFailure is null || depth == DepthMax ? null : Read(details.InnerFailure, depth + 1),
        };
    }

    private static TaskFailure Describe(Exception error, DescribeFailure? describe, int depth)
    {
        if (describe?.Invoke(error) is { } described)
        {
            return described;
        }

        var durable = error as DurableException;
        var inner = durable?.Failure ?? (error.InnerException is { } cause && depth < DepthMax ? Describe(cause, describe, depth + 1) : null);
        return new TaskFailure(durable?.Code ?? error.GetType().FullName ?? error.GetType().Name, error.Message)
        {
            StackTrace = error.StackTrace is { Length: > StackCharsMax } stack ? stack[..StackCharsMax] : error.StackTrace,
            Inner = inner,
        };
    }

    /// <summary>The host takes these types for "deliver this call again", for ever; a real failure must not say so (functions-host 3.4).</summary>
    private static string WithoutRetrySignal(string errorType) =>
        errorType is "System.OutOfMemoryException" or "System.InsufficientMemoryException" ? DurableErrorCodes.OutOfMemory : errorType;
}
