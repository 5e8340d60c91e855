namespace P8e.Chain.Transactions;

/// <summary>What a signature is bound to (provenance-chain 5.2, 5.3). The chain id is the one that a node reported, not the configured one.</summary>
/// <param name="ChainId">Which chain the numbers come from.</param>
/// <param name="AccountNumber">The account's number there.</param>
/// <param name="Sequence">The sequence that the transaction uses.</param>
public sealed record SignerState(string ChainId, ulong AccountNumber, ulong Sequence);
