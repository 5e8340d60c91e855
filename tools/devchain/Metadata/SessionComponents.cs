using Google.Protobuf;
using P8e.Devchain.Addresses;
using P8e.Devchain.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata;

/// <summary>A session's id given as scope and session UUIDs (provenance-chain 2.4, SessionIdComponents).</summary>
internal static class SessionComponents
{
    /// <summary>Null when nothing is given. Throws the plain error of ValidateBasic.</summary>
    internal static ByteString? Read(SessionIdComponents? components)
    {
        if (components is null)
        {
            return null;
        }

        var session = components.SessionUuid.Length == 0 ? (Guid?)null : Uuid(components.SessionUuid, "session uuid");
        var scope = Scope(components);
        return (scope, session) switch
        {
            (null, null) => null,
            (null, _) => throw Error("session uuid provided but missing scope uuid or addr"),
            (_, null) => throw Error("scope uuid or addr provided but missing session uuid"),
            _ => IdText.Bytes(MetadataAddress.ForSession(scope.Value, session.Value)),
        };
    }

    /// <summary>As gogoproto prints the message into an error text.</summary>
    internal static string Text(SessionIdComponents components) => Transactions.GogoText.Of(components);

    private static Guid? Scope(SessionIdComponents components)
    {
        if (components.ScopeUuid.Length > 0)
        {
            return Uuid(components.ScopeUuid, "scope uuid");
        }

        if (components.ScopeAddr.Length == 0)
        {
            return null;
        }

        if (IdText.TextFault(components.ScopeAddr, out var id) is { } fault)
        {
            throw Error($"invalid scope addr: {fault}");
        }

        return id[0] <= (byte)MetadataKind.Record
            ? IdText.Address(id).PrimaryUuid
            : throw Error($"invalid scope addr: this metadata address ({IdText.Text(id)}) does not contain a scope uuid");
    }

    private static Guid Uuid(string text, string what) =>
        UuidText.Fault(text, out var uuid) is { } fault ? throw Error($"invalid {what}: {fault}") : uuid;

    private static ChainException Error(string text) => ChainException.Plain("invalid session id components: " + text);
}
