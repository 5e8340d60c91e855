using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Sealing;

/// <summary>A content that was sealed and stored.</summary>
/// <param name="Hash">Its hash: what readers ask for.</param>
/// <param name="Stored">What the store says.</param>
public sealed record SealedObject(ObjectHash Hash, StoredObject Stored);
