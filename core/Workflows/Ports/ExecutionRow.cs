namespace P8e.Workflows.Ports;

/// <summary>An execution in its affiliate's list: what a list shows, nothing of its records.</summary>
/// <param name="Id">Of the execution: its workflow's instance id.</param>
/// <param name="Contract">Wire name of the contract class.</param>
/// <param name="Scope">UUID of the scope.</param>
/// <param name="Submitted">When it was submitted, UTC: the list's order.</param>
public sealed record ExecutionRow(string Id, string Contract, Guid Scope, DateTimeOffset Submitted)
{
    /// <summary>Where it stands.</summary>
    public ExecutionState State { get; init; }

    /// <summary>Name of the step that failed, if one did.</summary>
    public string? FailedStep { get; init; }

    /// <summary>Stable code of why, if one did.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Hash of its transaction, upper-case hex, if it has one.</summary>
    public string? Transaction { get; init; }

    /// <summary>The transaction's block, or 0.</summary>
    public long Height { get; init; }
}
