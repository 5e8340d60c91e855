namespace P8e.Protocol.Errors;

/// <summary>
/// What a caller, a peer or a file handed in is wrong. Repeating the same call cannot help: it becomes 400 or INVALID_ARGUMENT and is never retried.
/// </summary>
public sealed class P8eInputException : P8eException
{
    /// <summary>Makes the error.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What was being done, what is wrong, what to do. Never a secret, never plaintext.</param>
    /// <param name="innerException">The cause, where it helps an operator; never for a cryptographic failure.</param>
    public P8eInputException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }
}
