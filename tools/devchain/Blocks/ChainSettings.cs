using P8e.Devchain.Addresses;
using P8e.Devchain.Fees;
using P8e.Devchain.Genesis;
using P8e.Devchain.Messages;

namespace P8e.Devchain.Blocks;

/// <summary>What never changes while a chain runs.</summary>
/// <param name="ChainId">What signatures are bound to.</param>
/// <param name="Addresses">The network's addresses.</param>
/// <param name="Limits">The parameters of the chain.</param>
/// <param name="Fees">What messages cost.</param>
/// <param name="Registry">The messages it takes.</param>
/// <param name="FaithfulSmartContracts">
/// Whether an account that exists but never signed counts as a smart contract, as on a real node (provenance-chain 3.4 D, 10 trap 1).
/// </param>
internal sealed record ChainSettings(
    string ChainId, AccountText Addresses, ChainLimits Limits, FlatFeeTable Fees, MessageRegistry Registry, bool FaithfulSmartContracts);
