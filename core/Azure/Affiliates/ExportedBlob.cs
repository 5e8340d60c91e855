namespace P8e.Azure.Affiliates;

/// <summary>A line of the list of blobs; the blob's bytes are a file named by the line's number.</summary>
/// <param name="Name">Its name in the container.</param>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Length">Its length, in bytes.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 small hexadecimal digits.</param>
internal sealed record ExportedBlob(string Name, IReadOnlyDictionary<string, string> Metadata, long Length, string Sha256);
