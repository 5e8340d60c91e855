using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Specifications;

/// <summary>Writes a record specification; the contract specification's owners sign (provenance-chain 3.8).</summary>
internal sealed class WriteRecordSpecificationHandler : MetadataHandler<MsgWriteRecordSpecificationRequest>
{
    protected override void ValidateBasic(MsgWriteRecordSpecificationRequest message, MessageRules rules)
    {
        RequireSigner(message);
        Refuse(RecordSpecificationRules.Fault(FoldedIds.Fold(message).Specification));
    }

    protected override IMessage Execute(MsgWriteRecordSpecificationRequest message, MetadataCall call)
    {
        var specification = FoldedIds.Fold(message).Specification;
        var id = IdText.Text(specification.SpecificationId);
        var contractId = IdInfo.ContractOf(specification.SpecificationId);
        var contract = call.Store.Contracts.Find(contractId) ?? throw SdkError.NotFound.Wrap(
            $"contract specification not found with id {IdText.Text(contractId)} (uuid {Uuid.Format(IdText.Address(contractId).PrimaryUuid)}) "
            + $"required for adding or updating record specification with id {id}");
        call.Signatures.RequireSigned(contract.OwnerAddresses);
        var existing = call.Store.RecordSpecifications.Find(specification.SpecificationId);
        MetadataCall.RefuseIf(
            existing is not null && existing.Name != specification.Name,
            $"cannot update record spec name. expected {existing?.Name}, got {specification.Name}");

        call.Store.RecordSpecifications.Save(specification.SpecificationId, specification);
        call.Emit(existing is null
            ? new EventRecordSpecificationCreated { RecordSpecificationAddr = id, ContractSpecificationAddr = IdText.Text(contractId) }
            : new EventRecordSpecificationUpdated { RecordSpecificationAddr = id, ContractSpecificationAddr = IdText.Text(contractId) });
        return new MsgWriteRecordSpecificationResponse { RecordSpecIdInfo = IdInfo.RecordSpecification(specification.SpecificationId) };
    }
}
