namespace P8e.Execution.Wire;

/// <summary>The other end of the pipe sent something that is no message, or the message to send is beyond <see cref="WireLimits"/>.</summary>
public sealed class WireException : Exception
{
    /// <summary>Says what is wrong; never holds content of a message.</summary>
    public WireException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
