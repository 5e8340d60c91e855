using P8e.Chain.Transactions;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Following;

/// <summary>A scope was given a net asset value. Anybody may do so to a scope it rewrites (provenance-chain 10, row 7): do not trust it unseen.</summary>
/// <param name="Origin">Where it happened.</param>
/// <param name="Scope">The scope.</param>
/// <param name="Price">The price of the volume.</param>
/// <param name="Source">Who set it: <c>metadata</c>, or an address.</param>
/// <param name="Volume">How much the price is for.</param>
public sealed record NetAssetValueSet(EventOrigin Origin, MetadataAddress Scope, ChainCoin Price, string Source, ulong Volume) : MetadataEvent(Origin);
