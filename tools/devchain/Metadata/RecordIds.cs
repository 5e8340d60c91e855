using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Metadata;

/// <summary>
/// Ids that hold the hash of a record's name (provenance-chain 1.2). Not bounded to 200 bytes like <see cref="RecordName"/>: the chain has no
/// limit for records, and a blank name is a panic there (3.9).
/// </summary>
internal static class RecordIds
{
    private const int HashLength = 16;

    /// <summary>The record of a name in the scope of a session.</summary>
    internal static ByteString Record(ByteString session, string name) => Join(MetadataKind.Record, session, name, "record");

    /// <summary>The record specification of a name under the contract of a contract or record specification.</summary>
    internal static ByteString Specification(ByteString contract, string name) => Join(MetadataKind.RecordSpecification, contract, name, "record spec");

    private static ByteString Join(MetadataKind kind, ByteString owner, string name, string what)
    {
        var trimmed = name.Trim();
        if (trimmed.Length == 0)
        {
            throw ChainException.Panic($"missing name value for {what} metadata address");
        }

        byte[] id = [(byte)kind, .. owner.Span.Slice(1, Uuid.Length), .. SHA256.HashData(Encoding.UTF8.GetBytes(Lower(trimmed))).AsSpan(0, HashLength)];
        return UnsafeByteOperations.UnsafeWrap(id);
    }

    // One code point has a simple lower case in Go that .NET's invariant culture does not give.
    private static string Lower(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0x130 ? "i" : Rune.ToLowerInvariant(rune).ToString()));
}
