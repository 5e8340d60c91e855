namespace P8e.ImitatedHost.Calls;

/// <summary>An invocation that the host takes for failed, with the error it would record (functions-host 2.6).</summary>
/// <param name="errorType">Full name of the inner exception.</param>
/// <param name="message">Its message.</param>
public sealed class InvocationFailedException(string errorType, string message) : Exception(message)
{
    /// <summary>Full name of the inner exception.</summary>
    public string ErrorType { get; } = errorType;
}
