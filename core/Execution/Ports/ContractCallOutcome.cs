namespace P8e.Execution.Ports;

/// <summary>What a contract did when it was called (p8e-sdk 5.2, 5.3).</summary>
public enum ContractCallOutcome
{
    /// <summary>The function returned a message.</summary>
    Returned,

    /// <summary>The function was not called: a record that makes it superfluous exists.</summary>
    Skipped,

    /// <summary>The function returned null or something that is no message.</summary>
    ReturnedNothing,

    /// <summary>The function threw.</summary>
    Threw,

    /// <summary>The constructor threw, so no function ran.</summary>
    ConstructorThrew,

    /// <summary>The bytes of a value are not a message of its class.</summary>
    ValueUnreadable,
}
