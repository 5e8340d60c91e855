namespace P8e.ObjectStore.Ports;

/// <summary>A blob in a listing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its length, in bytes.</param>
/// <param name="Created">When it was committed, by the storage's clock.</param>
/// <param name="Origin">To which object it belongs; null when the blob does not say, so that nobody of ours made it.</param>
public sealed record BlobEntry(string Name, long Length, DateTimeOffset Created, BlobOrigin? Origin);
