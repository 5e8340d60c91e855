using Google.Protobuf;
using P8e.Devchain.Addresses;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Rules;

/// <summary>Rules of a scope by itself (provenance-chain 3.3).</summary>
internal static class ScopeRules
{
    /// <summary>Null, or the node's words.</summary>
    internal static string? Fault(Scope scope, AccountText accounts) =>
        TypedFault(scope.ScopeId, MetadataKind.Scope, "scope")
        ?? TypedFault(scope.SpecificationId, MetadataKind.ScopeSpecification, "scope specification")
        ?? OwnersFault(scope, accounts)
        ?? scope.DataAccess.Select(accounts.Fault).FirstOrDefault(fault => fault is not null).After("invalid address in data access on scope: ")
        ?? (scope.ValueOwnerAddress.Length == 0 ? null : accounts.Fault(scope.ValueOwnerAddress).After("invalid value owner address on scope: "));

    internal static string? OwnersFault(Scope scope, AccountText accounts) =>
        PartyRules.Fault(scope.Owners, accounts).After("invalid scope owners: ")
        ?? (PartyRules.HasForbiddenOption(scope.Owners, scope.RequirePartyRollup) ? PartyRules.OptionalNeedsRollup : null);

    /// <summary>Null when an id is of a kind (provenance-chain 1.3, typed check).</summary>
    internal static string? TypedFault(ByteString id, MetadataKind kind, string name) =>
        IdText.Fault(id) is { } fault ? $"invalid {name} metadata address {IdText.GoBytes(id)}: {fault}"
        : IdText.Is(id, kind) ? null
        : $"invalid {name} id \"{IdText.Text(id)}\": wrong type";

    /// <summary>Null when an id is a scope's, in the words of the messages that change one.</summary>
    internal static string? ScopeIdFault(ByteString id) => IdText.Is(id, MetadataKind.Scope) ? null : $"address is not a scope id: {IdText.Text(id)}";
}
