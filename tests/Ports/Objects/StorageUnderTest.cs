using P8e.ObjectStore.Ports;

namespace P8e.Ports.Objects;

/// <summary>The adapters a scenario runs on.</summary>
/// <param name="Index">The rows.</param>
/// <param name="Blobs">The blobs.</param>
/// <param name="Clock">The clock by which the storage dates what it keeps.</param>
public sealed record StorageUnderTest(IObjectIndex Index, IObjectBlobs Blobs, TimeProvider Clock);
