using P8e.Protocol.Identifiers;

namespace P8e.Chain.Following;

/// <summary>An account's object store locator was bound, modified or deleted.</summary>
/// <param name="Origin">Where it happened.</param>
/// <param name="Change">What happened.</param>
/// <param name="Owner">Whose.</param>
public sealed record LocatorChanged(EventOrigin Origin, EntityChange Change, AccountAddress Owner) : MetadataEvent(Origin);
