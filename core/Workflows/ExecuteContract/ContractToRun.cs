namespace P8e.Workflows.ExecuteContract;

/// <summary>Input of <see cref="RunContractActivity"/>.</summary>
/// <param name="Envelope">Base64 hash of the packaged envelope.</param>
/// <param name="Now">The time that the contract sees, UTC.</param>
public sealed record ContractToRun(string Envelope, DateTimeOffset Now);
