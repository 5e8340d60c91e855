using P8e.Chain.Transactions;

namespace P8e.Chain.Fees;

/// <summary>A node's answer to what a transaction costs (provenance-chain 2.12).</summary>
/// <param name="TotalFees">All fees: flat ones, or gas times price and the messages' own.</param>
/// <param name="AdditionalFees">Of these what does not depend on gas; always empty in answers about flat fees.</param>
/// <param name="EstimatedGas">Gas of the trial execution, unadjusted; the transfers of the fee are not in it (provenance-chain 5.6.6).</param>
public sealed record FeeEstimate(IReadOnlyList<ChainCoin> TotalFees, IReadOnlyList<ChainCoin> AdditionalFees, ulong EstimatedGas);
