using Google.Protobuf;
using P8e.Devchain.Addresses;
using P8e.Devchain.Metadata;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Queries.Metadata;

/// <summary>Reads ids of requests: bech32, or a UUID where that is enough (provenance-chain 6.2). What is wrong is said in the node's words.</summary>
internal static class IdArguments
{
    internal static ByteString Scope(string text) => Parse(text, MetadataKind.Scope, "scope", uuid => MetadataAddress.ForScope(uuid));

    internal static ByteString ScopeSpecification(string text) =>
        Parse(text, MetadataKind.ScopeSpecification, "scope spec", uuid => MetadataAddress.ForScopeSpecification(uuid));

    /// <summary>A session by its address, or by its UUID in a scope that is known.</summary>
    internal static ByteString Session(string text, ByteString scope) => scope.IsEmpty
        ? Parse(text, MetadataKind.Session, "session", null)
        : Parse(text, MetadataKind.Session, "session", uuid => MetadataAddress.ForSession(IdText.Address(scope).PrimaryUuid, uuid));

    internal static ByteString Record(string text) => Parse(text, MetadataKind.Record, "record", null);

    /// <summary>A contract specification; a record specification stands for the one it belongs to.</summary>
    internal static ByteString Contract(string text) => IdText.TextFault(text, out var id) is null && IdText.Is(id, MetadataKind.RecordSpecification)
        ? IdInfo.ContractOf(id)
        : Parse(text, MetadataKind.ContractSpecification, "contract spec", uuid => MetadataAddress.ForContractSpecification(uuid));

    /// <summary>A record specification, or the one of a name in a contract specification.</summary>
    internal static ByteString RecordSpecification(string text, string name)
    {
        if (IdText.TextFault(text, out var id) is not null && UuidText.Fault(text, out _) is null)
        {
            return Named(Contract(text), name, "a name is required when providing a uuid");
        }

        return IdText.Is(id, MetadataKind.ContractSpecification)
            ? Named(id, name, "a name is required when providing a contract spec address")
            : Parse(text, MetadataKind.RecordSpecification, "record spec", null);
    }

    private static ByteString Named(ByteString contract, string name, string refusal) => string.IsNullOrWhiteSpace(name)
        ? throw new IdArgumentException($"{refusal}: invalid request")
        : RecordIds.Specification(contract, name);

    private static ByteString Parse(string text, MetadataKind kind, string what, Func<Guid, MetadataAddress>? ofUuid)
    {
        if (IdText.TextFault(text, out var id) is not { } fault)
        {
            return IdText.Is(id, kind) ? id : throw new IdArgumentException($"address [{text}] is not a {what} address");
        }

        if (ofUuid is null)
        {
            throw new IdArgumentException($"could not parse [{text}] into a {what} address: {fault}");
        }

        return UuidText.Fault(text, out var uuid) is { } other
            ? throw new IdArgumentException($"could not parse [{text}] into either a {what} address ({fault}) or uuid ({other})")
            : IdText.Bytes(ofUuid(uuid));
    }
}
