namespace P8e.Workflows.ExecuteContract;

/// <summary>Answer of <see cref="RunContractActivity"/>.</summary>
/// <param name="Envelope">Base64 hash of the executed envelope: results and signature are in it.</param>
/// <param name="Records">How many records it makes.</param>
/// <param name="FailedFunction">Name of the function that refused; null when none did.</param>
public sealed record ContractRan(string Envelope, int Records, string? FailedFunction);
