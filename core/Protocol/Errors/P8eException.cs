namespace P8e.Protocol.Errors;

/// <summary>
/// Base of the three error families (design section 11). Nothing else crosses a room's border, cancellation excepted.
/// </summary>
public abstract class P8eException : Exception
{
    private protected P8eException(string code, string message, Exception? innerException)
        : base(message, innerException) => Code = code;

    /// <summary>Stable code, one of <see cref="ErrorCodes"/>; callers and dashboards may rely on it.</summary>
    public string Code { get; }
}
