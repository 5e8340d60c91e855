namespace P8e.Durable;

/// <summary>
/// The one exception of this room (design section 11). Inside an orchestrator it is also how a failed activity or child surfaces, with
/// <see cref="Failure"/> set, and how an orchestrator fails with a code of its own choice.
/// </summary>
public sealed class DurableException : Exception
{
    /// <summary>A failure with a stable code.</summary>
    public DurableException(string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        Code = code;
    }

    private DurableException(string message, TaskFailure failure)
        : base(message)
    {
        Code = DurableErrorCodes.TaskFailed;
        Failure = failure;
    }

    /// <summary>Stable code: one of <see cref="DurableErrorCodes"/>, or the orchestrator's own.</summary>
    public string Code { get; }

    /// <summary>What the failed activity or child said; null for every other code.</summary>
    public TaskFailure? Failure { get; }

    internal static DurableException ForTask(string name, int id, TaskFailure failure) =>
        new($"Task '{name}' (#{id}) failed with an unhandled exception: {failure.Message}", failure);
}
