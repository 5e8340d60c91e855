namespace P8e.Chain.Node;

/// <summary>What the committed state says about an account (provenance-chain 5.3).</summary>
/// <param name="Number">The account's number on this chain.</param>
/// <param name="Sequence">The sequence that its next transaction uses, those in the mempool not counted.</param>
public sealed record ChainAccount(ulong Number, ulong Sequence);
