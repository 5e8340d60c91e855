namespace P8e.Cli.Api;

/// <summary>The program's API refused, failed or could not be reached.</summary>
/// <param name="code">Stable code: the answer's, or <c>api.unavailable</c>, <c>api.unexpected</c>.</param>
/// <param name="message">What was being done, what is wrong, what to do.</param>
/// <param name="innerException">What the network said.</param>
internal sealed class ApiException(string code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    internal string Code { get; } = code;

    /// <summary>True when the same call may succeed later: no answer, or one that says so.</summary>
    internal bool IsPassing { get; init; }
}
