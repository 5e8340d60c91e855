namespace P8e.Azure.Affiliates;

/// <summary>A file of an export.</summary>
/// <param name="Name">The table whose rows it holds, or <c>blobs</c>.</param>
/// <param name="Count">Its lines: rows, or blobs.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 small hexadecimal digits.</param>
public sealed record ExportedFile(string Name, long Count, long Bytes, string Sha256);
