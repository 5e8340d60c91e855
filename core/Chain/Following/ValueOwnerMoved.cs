using P8e.Protocol.Identifiers;

namespace P8e.Chain.Following;

/// <summary>
/// A scope's value owner changed. Read from the bank's events of the coin <c>nft/scope1…</c>, because a plain send and UpdateValueOwners emit nothing
/// else (provenance-chain 4.5.5, 10 row 5).
/// </summary>
/// <param name="Origin">Where it happened.</param>
/// <param name="Scope">The scope.</param>
/// <param name="From">Who had it; null when it had none.</param>
/// <param name="To">Who has it; null when it has none any more.</param>
public sealed record ValueOwnerMoved(EventOrigin Origin, MetadataAddress Scope, AccountAddress? From, AccountAddress? To) : MetadataEvent(Origin);
