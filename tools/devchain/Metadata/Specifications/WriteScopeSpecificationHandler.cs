using Google.Protobuf;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Specifications;

/// <summary>Writes a scope specification (provenance-chain 3.8). A new one needs nobody's signature but the sender's.</summary>
internal sealed class WriteScopeSpecificationHandler : MetadataHandler<MsgWriteScopeSpecificationRequest>
{
    protected override void ValidateBasic(MsgWriteScopeSpecificationRequest message, MessageRules rules)
    {
        RequireSigner(message);
        var specification = FoldedIds.Fold(message).Specification;
        Refuse(DescriptionRules.GenericRoleFault(specification.PartiesInvolved, specification.Description));
        Refuse(SpecificationRules.Fault(specification, rules.Accounts));
    }

    protected override IMessage Execute(MsgWriteScopeSpecificationRequest message, MetadataCall call)
    {
        var specification = FoldedIds.Fold(message).Specification;
        var existing = call.Store.ScopeSpecifications.Find(specification.SpecificationId);
        if (existing is not null)
        {
            call.Signatures.RequireSigned(existing.OwnerAddresses);
        }

        foreach (var contract in specification.ContractSpecIds.Where(id => existing?.ContractSpecIds.Contains(id) != true))
        {
            MetadataCall.RefuseIf(call.Store.Contracts.Find(contract) is null, $"no contract spec exists with id {IdText.Text(contract)}");
        }

        call.Store.SaveScopeSpecification(specification);
        var id = IdText.Text(specification.SpecificationId);
        call.Emit(existing is null
            ? new EventScopeSpecificationCreated { ScopeSpecificationAddr = id }
            : new EventScopeSpecificationUpdated { ScopeSpecificationAddr = id });
        return new MsgWriteScopeSpecificationResponse { ScopeSpecIdInfo = IdInfo.ScopeSpecification(specification.SpecificationId) };
    }
}
