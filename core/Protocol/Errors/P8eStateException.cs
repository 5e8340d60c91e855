namespace P8e.Protocol.Errors;

/// <summary>
/// The request is well formed, but the state of the world does not allow it: 404, 409 or 403 (NOT_FOUND, ABORTED, PERMISSION_DENIED).
/// </summary>
public sealed class P8eStateException : P8eException
{
    /// <summary>Makes the error.</summary>
    /// <param name="kind">Which of the three answers a caller gets.</param>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What was being done, what is wrong, what to do. Never a secret, never plaintext.</param>
    /// <param name="innerException">The cause, where it helps an operator; never for a cryptographic failure.</param>
    public P8eStateException(StateErrorKind kind, string code, string message, Exception? innerException = null)
        : base(code, message, innerException) => Kind = kind;

    /// <summary>Which of the three answers a caller gets.</summary>
    public StateErrorKind Kind { get; }
}
