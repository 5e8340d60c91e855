namespace P8e.Durable;

/// <summary>How an activity or an orchestration failed, as it travels through histories. It is stored: no secrets, no plaintext (reliability P7).</summary>
/// <param name="ErrorType">A stable code or the full name of an exception type; <c>(none)</c> when the history does not say (functions-host 4.3).</param>
/// <param name="Message">What went wrong; may be empty.</param>
public sealed record TaskFailure(string ErrorType, string Message)
{
    /// <summary>Where it went wrong, when that is known.</summary>
    public string? StackTrace { get; init; }

    /// <summary>What caused it.</summary>
    public TaskFailure? Inner { get; init; }

    /// <summary>True when repeating the call cannot help; retry policies stop at once (functions-host 4.10).</summary>
    public bool IsNonRetriable { get; init; }
}
