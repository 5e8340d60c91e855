using Google.Protobuf;
using P8e.Devchain.Addresses;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Metadata;

/// <summary>Metadata addresses as they stand in messages: bytes that may be wrong, and what the node says about them (provenance-chain 1.3).</summary>
internal static class IdText
{
    private static readonly string[] Prefixes = ["scope", "session", "record", "contractspec", "scopespec", "recspec"];

    /// <summary>Null, or what is wrong with the layout.</summary>
    internal static string? Fault(ByteString id)
    {
        if (id.IsEmpty)
        {
            return "address is empty";
        }

        if (id[0] >= Prefixes.Length)
        {
            return $"invalid metadata address type: {id[0]}";
        }

        var expected = id[0] is 1 or 2 or 5 ? 33 : 17;
        return id.Length == expected ? null : $"incorrect address length (expected: {expected}, actual: {id.Length})";
    }

    /// <summary>Null, or why a text is no metadata address.</summary>
    internal static string? TextFault(string text, out ByteString id)
    {
        id = ByteString.Empty;
        if (string.IsNullOrWhiteSpace(text))
        {
            return "empty address string is not allowed";
        }

        if (BechText.Fault(text, out var prefix, out var bytes) is { } fault)
        {
            return fault;
        }

        var found = ByteString.CopyFrom(bytes);
        if (Fault(found) is { } layout)
        {
            return layout;
        }

        if (Prefix(found) != prefix)
        {
            return $"invalid bech32 prefix; expected {Prefix(found)}, got {prefix}";
        }

        id = found;
        return null;
    }

    /// <summary>The human-readable part; empty for an id that is not valid.</summary>
    internal static string Prefix(ByteString id) => Fault(id) is null ? Prefixes[id[0]] : string.Empty;

    internal static bool Is(ByteString id, MetadataKind kind) => Fault(id) is null && id[0] == (byte)kind;

    /// <summary>bech32; empty for an empty id, as the node prints it.</summary>
    internal static string Text(ByteString id) => id.IsEmpty ? string.Empty : MetadataAddress.FromBytes(id.Span).ToString();

    /// <summary>The bytes as Go prints them in the typed check.</summary>
    internal static string GoBytes(ByteString id) => $"MetadataAddress{{{string.Join(", ", id.Select(part => $"0x{part:x}"))}}}";

    internal static ByteString Bytes(MetadataAddress id) => UnsafeByteOperations.UnsafeWrap(id.Bytes);

    internal static MetadataAddress Address(ByteString id) => MetadataAddress.FromBytes(id.Span);

    /// <summary>The scope of a scope, session or record id.</summary>
    internal static ByteString ScopeOf(ByteString id) => Bytes(Address(id).ToScope());
}
