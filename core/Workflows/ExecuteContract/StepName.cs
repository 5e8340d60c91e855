namespace P8e.Workflows.ExecuteContract;

/// <summary>The ten steps of an execution by the names that people see everywhere (design 4).</summary>
public static class StepName
{
    /// <summary>The request was taken.</summary>
    public const string Submitted = "submitted";

    /// <summary>The other parties have contract and data.</summary>
    public const string Forwarded = "forwarded";

    /// <summary>The inputs lie encrypted in the parties' stores.</summary>
    public const string Stored = "stored";

    /// <summary>The contract's functions have run here; results are stored and signed.</summary>
    public const string Executed = "executed";

    /// <summary>The other parties' results are here.</summary>
    public const string Returned = "returned";

    /// <summary>Scope, session and records are in one transaction on the chain.</summary>
    public const string Memorialised = "memorialised";

    /// <summary>The chain accepted it.</summary>
    public const string Validated = "validated";

    /// <summary>The listener saw its block.</summary>
    public const string Observed = "observed";

    /// <summary>The index has it.</summary>
    public const string Indexed = "indexed";

    /// <summary>The outcome is kept; nothing is left to do.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<string> All { get; } = new[]
    {
        Submitted, Forwarded, Stored, Executed, Returned, Memorialised, Validated, Observed, Indexed, Acknowledged,
    };
}
