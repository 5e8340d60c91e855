namespace P8e.Execution.Envelopes;

/// <summary>What became of a function; the numbers are those of the wire (p8e-sdk 1.5).</summary>
public enum FunctionOutcome
{
    /// <summary>It has not been executed.</summary>
    Unknown = 0,

    /// <summary>It returned a record.</summary>
    Pass = 1,

    /// <summary>Something it needs is not there, or what it makes already is.</summary>
    Skip = 2,

    /// <summary>It threw.</summary>
    Fail = 3,
}
