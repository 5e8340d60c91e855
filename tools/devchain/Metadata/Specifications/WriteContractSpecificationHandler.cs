using Google.Protobuf;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Specifications;

/// <summary>Writes a contract specification (provenance-chain 3.8). A new one needs nobody's signature but the sender's.</summary>
internal sealed class WriteContractSpecificationHandler : MetadataHandler<MsgWriteContractSpecificationRequest>
{
    protected override void ValidateBasic(MsgWriteContractSpecificationRequest message, MessageRules rules)
    {
        RequireSigner(message);
        var specification = FoldedIds.Fold(message).Specification;
        Refuse(DescriptionRules.GenericRoleFault(specification.PartiesInvolved, specification.Description));
        Refuse(SpecificationRules.Fault(specification, rules.Accounts));
    }

    protected override IMessage Execute(MsgWriteContractSpecificationRequest message, MetadataCall call)
    {
        var specification = FoldedIds.Fold(message).Specification;
        var existing = call.Store.Contracts.Find(specification.SpecificationId);
        if (existing is not null)
        {
            call.Signatures.RequireSigned(existing.OwnerAddresses);
        }

        call.Store.Contracts.Save(specification.SpecificationId, specification);
        var id = IdText.Text(specification.SpecificationId);
        call.Emit(existing is null
            ? new EventContractSpecificationCreated { ContractSpecificationAddr = id }
            : new EventContractSpecificationUpdated { ContractSpecificationAddr = id });
        return new MsgWriteContractSpecificationResponse { ContractSpecIdInfo = IdInfo.ContractSpecification(specification.SpecificationId) };
    }
}
