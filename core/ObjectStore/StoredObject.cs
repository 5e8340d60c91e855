using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore;

/// <summary>What a store says about an object that it keeps (object-store 3.4).</summary>
/// <param name="Key">What it is filed under.</param>
/// <param name="ObjectId">UUID that the store gave it; of the first upload when this one was a repeat.</param>
/// <param name="ContainerId">UUID in the container's header.</param>
/// <param name="ContentLength">Length of the plaintext as the uploader declared it, in bytes.</param>
/// <param name="ContainerLength">Length of the stored container, in bytes.</param>
/// <param name="IsInline">Whether the payload lies in the row instead of a blob.</param>
/// <param name="Created">When it was first stored.</param>
public sealed record StoredObject(
    ObjectKey Key, Guid ObjectId, Guid ContainerId, long ContentLength, long ContainerLength, bool IsInline, DateTimeOffset Created);
