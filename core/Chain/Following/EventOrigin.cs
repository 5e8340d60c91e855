using P8e.Chain.Transactions;

namespace P8e.Chain.Following;

/// <summary>Where in its block an event happened.</summary>
/// <param name="Transaction">The transaction; null for the block's beginning or end, where governance and triggers run messages (provenance-chain 4.4).</param>
/// <param name="TransactionIndex">Its place in the block; −1 for none.</param>
/// <param name="MessageIndex">The message's place in the transaction; null when the chain does not say.</param>
public sealed record EventOrigin(TransactionHash? Transaction, int TransactionIndex, int? MessageIndex);
