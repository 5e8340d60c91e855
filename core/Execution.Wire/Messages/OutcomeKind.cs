namespace P8e.Execution.Wire.Messages;

/// <summary>How a function ended; the first three numbers are those of ExecutionResult.Result (p8e-sdk 1.5).</summary>
public enum OutcomeKind
{
    /// <summary>Never sent.</summary>
    None = 0,

    /// <summary>The function returned a record.</summary>
    Passed = 1,

    /// <summary>A parameter was missing or had another type, or the record exists already.</summary>
    Skipped = 2,

    /// <summary>The function threw.</summary>
    Failed = 3,

    /// <summary>The contract's constructor threw: the only outcome of its run, in place of the first function's. Never on the chain.</summary>
    ConstructorThrew = 4,
}
