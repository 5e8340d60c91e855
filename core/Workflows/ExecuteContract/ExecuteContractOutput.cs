namespace P8e.Workflows.ExecuteContract;

/// <summary>What came of an acknowledged execution.</summary>
/// <param name="Scope">Address of the scope.</param>
/// <param name="Envelope">Base64 hash of the executed envelope.</param>
/// <param name="Transaction">Hash of the transaction, upper-case hex.</param>
/// <param name="Height">Its block.</param>
public sealed record ExecuteContractOutput(string Scope, string Envelope, string Transaction, long Height);
