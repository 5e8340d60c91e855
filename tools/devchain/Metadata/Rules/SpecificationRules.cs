using Google.Protobuf;
using P8e.Devchain.Addresses;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Rules;

/// <summary>Rules of scope and contract specifications by themselves (provenance-chain 3.3). Every method gives null, or the node's words.</summary>
internal static class SpecificationRules
{
    private const int LongestClassName = 1000;

    internal static string? Fault(ScopeSpecification specification, AccountText accounts) =>
        IdFault(specification.SpecificationId, MetadataKind.ScopeSpecification, "scope specification", "scopespec")
        ?? DescriptionRules.Fault(specification.Description, "ScopeSpecification.Description")
        ?? (specification.OwnerAddresses.Count == 0 ? "the ScopeSpecification must have at least one owner" : null)
        ?? specification.OwnerAddresses.FirstFault((owner, i) =>
            accounts.Fault(owner).After($"invalid owner address at index {i} on ScopeSpecification: "))
        ?? (specification.PartiesInvolved.Count == 0 ? "the ScopeSpecification must have at least one party involved" : null)
        ?? specification.ContractSpecIds.FirstFault(ContractIdFault);

    internal static string? Fault(ContractSpecification specification, AccountText accounts) =>
        IdFault(specification.SpecificationId, MetadataKind.ContractSpecification, "contract specification", "contractspec")
        ?? DescriptionRules.Fault(specification.Description, "ContractSpecification.Description")
        ?? (specification.OwnerAddresses.Count == 0 ? "invalid owner addresses count (expected > 0 got: 0)" : null)
        ?? specification.OwnerAddresses.FirstFault((owner, i) => accounts.Fault(owner).After($"invalid owner address at index {i}: "))
        ?? (specification.PartiesInvolved.Count == 0 ? "invalid parties involved count (expected > 0 got: 0)" : null)
        ?? SourceFault(specification)
        ?? (specification.ClassName.Length == 0 ? "class name cannot be empty" : null)
        ?? DescriptionRules.TooLong(specification.ClassName, LongestClassName).After("class name ");

    /// <summary>Layout and kind, in the words of specifications.</summary>
    internal static string? IdFault(ByteString id, MetadataKind kind, string name, string prefix) =>
        IdText.Fault(id) is { } fault ? $"invalid {name} id: {fault}"
        : IdText.Is(id, kind) ? null
        : $"invalid {name} id prefix (expected: {prefix}, got {IdText.Prefix(id)})";

    private static string? ContractIdFault(ByteString id, int index) =>
        IdText.Fault(id) is { } fault ? $"invalid contract specification id at index {index}: {fault}"
        : IdText.Is(id, MetadataKind.ContractSpecification) ? null
        : $"invalid contract specification id prefix at index {index} (expected: contractspec, got {IdText.Prefix(id)})";

    private static string? SourceFault(ContractSpecification specification) => specification.SourceCase switch
    {
        ContractSpecification.SourceOneofCase.ResourceId => IdText.Fault(specification.ResourceId).After("invalid source resource id: "),
        ContractSpecification.SourceOneofCase.Hash => specification.Hash.Length == 0 ? "source hash cannot be empty" : null,
        _ => "a source is required",
    };
}
