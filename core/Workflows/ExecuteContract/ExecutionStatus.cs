namespace P8e.Workflows.ExecuteContract;

/// <summary>How an execution stands: the workflow's custom status. Addresses, hashes and names only.</summary>
/// <param name="Contract">Wire name of the contract class.</param>
/// <param name="Submitted">When the request was taken, UTC.</param>
/// <param name="Scope">UUID of the scope.</param>
/// <param name="Session">UUID of the session.</param>
/// <param name="Steps">The ten steps in order.</param>
public sealed record ExecutionStatus(string Contract, DateTimeOffset Submitted, Guid Scope, Guid Session, IReadOnlyList<ExecutionStep> Steps)
{
    /// <summary>Hash of the executed envelope, once there is one.</summary>
    public string? Envelope { get; init; }

    /// <summary>Hash of the transaction in upper-case hex, once it is known.</summary>
    public string? Transaction { get; init; }

    /// <summary>The transaction's block; 0 until it is known.</summary>
    public long Height { get; init; }
}
