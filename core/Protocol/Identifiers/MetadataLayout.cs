namespace P8e.Protocol.Identifiers;

/// <summary>Prefix and length of each kind of metadata address (provenance-chain 1.1).</summary>
internal static class MetadataLayout
{
    internal const int ShortLength = 1 + Uuid.Length;
    internal const int LongLength = ShortLength + Uuid.Length;

    internal static string Prefix(MetadataKind kind) => kind switch
    {
        MetadataKind.Scope => "scope",
        MetadataKind.Session => "session",
        MetadataKind.Record => "record",
        MetadataKind.ContractSpecification => "contractspec",
        MetadataKind.ScopeSpecification => "scopespec",
        MetadataKind.RecordSpecification => "recspec",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of metadata address."),
    };

    internal static int Length(MetadataKind kind) =>
        kind is MetadataKind.Session or MetadataKind.Record or MetadataKind.RecordSpecification ? LongLength : ShortLength;

    /// <summary>Null when the bytes are a metadata address, else what is wrong with them.</summary>
    internal static string? Fault(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "there are no bytes";
        }

        if (bytes[0] > (byte)MetadataKind.RecordSpecification)
        {
            return $"the first byte {bytes[0]} names no kind of address, 0 to 5 do";
        }

        var kind = (MetadataKind)bytes[0];
        return bytes.Length == Length(kind) ? null : $"a {Prefix(kind)} address has {Length(kind)} bytes, not {bytes.Length}";
    }
}
