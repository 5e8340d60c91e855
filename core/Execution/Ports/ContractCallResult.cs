namespace P8e.Execution.Ports;

/// <summary>Answer of <see cref="IContractRunner"/>.</summary>
public sealed record ContractCallResult
{
    private ContractCallResult(ContractCallOutcome outcome, string text)
    {
        Outcome = outcome;
        Text = text;
    }

    /// <summary>What the contract did.</summary>
    public ContractCallOutcome Outcome { get; }

    /// <summary>JVM binary name of the returned message's class; the exception's text; the name of an unreadable value; else empty.</summary>
    public string Text { get; }

    /// <summary>The returned message, serialised; else empty.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private init; }

    /// <summary>The function was not called.</summary>
    public static ContractCallResult Skipped { get; } = new(ContractCallOutcome.Skipped, string.Empty);

    /// <summary>The function returned no message.</summary>
    public static ContractCallResult ReturnedNothing { get; } = new(ContractCallOutcome.ReturnedNothing, string.Empty);

    /// <summary>The function returned a message.</summary>
    /// <param name="className">JVM binary name of its class.</param>
    /// <param name="bytes">The message, serialised.</param>
    public static ContractCallResult Returned(string className, ReadOnlyMemory<byte> bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(className);
        return new ContractCallResult(ContractCallOutcome.Returned, className) { Bytes = bytes };
    }

    /// <summary>The function threw.</summary>
    /// <param name="text">The exception's message, and where it came from.</param>
    public static ContractCallResult Threw(string text) => new(ContractCallOutcome.Threw, text);

    /// <summary>The constructor threw.</summary>
    /// <param name="text">The exception's message, and where it came from.</param>
    public static ContractCallResult ConstructorThrew(string text) => new(ContractCallOutcome.ConstructorThrew, text);

    /// <summary>A value's bytes are not a message of its class.</summary>
    /// <param name="name">The value's name.</param>
    public static ContractCallResult ValueUnreadable(string name) => new(ContractCallOutcome.ValueUnreadable, name);
}
