using Google.Protobuf;
using P8e.Devchain.Addresses;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Rules;

/// <summary>Rules of a session by itself (provenance-chain 3.3).</summary>
internal static class SessionRules
{
    private const int LongestMessage = 200;

    /// <summary>Null, or the node's words.</summary>
    internal static string? Fault(Session session, AccountText accounts) =>
        KindFault(session.SessionId, MetadataKind.Session, "session", "session")
        ?? PartyRules.Fault(session.Parties, accounts)
        ?? KindFault(session.SpecificationId, MetadataKind.ContractSpecification, "contract specification", "contractspec")
        ?? AuditFault(session.Audit);

    /// <summary>Null when an id is of a kind, in the words of sessions and records.</summary>
    internal static string? KindFault(ByteString id, MetadataKind kind, string name, string prefix) =>
        IdText.Fault(id) ?? (IdText.Is(id, kind) ? null : $"invalid {name} identifier (expected: {prefix}, got {IdText.Prefix(id)})");

    private static string? AuditFault(AuditFields? audit)
    {
        var length = audit is null ? 0 : System.Text.Encoding.UTF8.GetByteCount(audit.Message);
        return length > LongestMessage ? $"session audit message exceeds maximum length (expected < {LongestMessage} got: {length})" : null;
    }
}
