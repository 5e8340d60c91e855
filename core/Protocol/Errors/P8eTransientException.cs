namespace P8e.Protocol.Errors;

/// <summary>
/// Something that passes: a store, a vault or a node that is busy or out of reach. 503 / UNAVAILABLE; the same call may be repeated.
/// </summary>
public sealed class P8eTransientException : P8eException
{
    /// <summary>Makes the error.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What was being done, what is wrong, what to do. Never a secret, never plaintext.</param>
    /// <param name="retryAfter">How long to wait before the call is repeated; null when the other side did not say.</param>
    /// <param name="innerException">The cause, where it helps an operator.</param>
    public P8eTransientException(string code, string message, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(code, message, innerException) => RetryAfter = retryAfter;

    /// <summary>How long to wait before the call is repeated; null when the other side did not say.</summary>
    public TimeSpan? RetryAfter { get; }
}
