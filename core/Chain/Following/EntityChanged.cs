using P8e.Protocol.Identifiers;

namespace P8e.Chain.Following;

/// <summary>A scope, session, record or specification was written or deleted.</summary>
/// <param name="Origin">Where it happened.</param>
/// <param name="Change">What happened.</param>
/// <param name="Address">To what; its kind says which of the six.</param>
/// <param name="Session">The session of a record that was written; null for everything else.</param>
public sealed record EntityChanged(EventOrigin Origin, EntityChange Change, MetadataAddress Address, MetadataAddress? Session) : MetadataEvent(Origin);
