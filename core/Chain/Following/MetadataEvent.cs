namespace P8e.Chain.Following;

/// <summary>Something that happened to scopes, sessions, records, specifications, locators or the ownership of scopes (provenance-chain 4.3).</summary>
/// <param name="Origin">Where it happened.</param>
public abstract record MetadataEvent(EventOrigin Origin);
