using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Specifications;

/// <summary>What the messages share that put contract specifications into scope specifications and take them out.</summary>
internal static class SpecificationLinks
{
    /// <summary>Null, or the node's words about the two ids.</summary>
    internal static string? Fault(ByteString contract, ByteString scopeSpecification) =>
        !IdText.Is(contract, MetadataKind.ContractSpecification) ? $"address is not a contract specification id: {IdText.Text(contract)}"
        : !IdText.Is(scopeSpecification, MetadataKind.ScopeSpecification) ? $"address is not a scope specification id: {IdText.Text(scopeSpecification)}"
        : null;

    internal static ScopeSpecification ScopeSpecificationOrNotFound(ByteString id, MetadataCall call) =>
        call.Store.ScopeSpecifications.Find(id) ?? throw SdkError.NotFound.Wrap($"scope specification not found with id {IdText.Text(id)}");

    internal static ContractSpecification ContractOrNotFound(ByteString id, MetadataCall call) =>
        call.Store.Contracts.Find(id) ?? throw SdkError.NotFound.Wrap($"contract specification not found with id {IdText.Text(id)}");

    internal static void Save(ScopeSpecification specification, MetadataCall call)
    {
        call.Store.SaveScopeSpecification(specification);
        call.Emit(new EventScopeSpecificationUpdated { ScopeSpecificationAddr = IdText.Text(specification.SpecificationId) });
    }
}
