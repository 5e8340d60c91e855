namespace P8e.Execution.Wire.Messages;

/// <summary>How a function ended; the numbers are those of ExecutionResult.Result (p8e-sdk 1.5).</summary>
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
}
