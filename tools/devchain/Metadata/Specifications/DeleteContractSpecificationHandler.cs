using Google.Protobuf;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Specifications;

/// <summary>Deletes a contract specification that no scope specification uses, with its record specifications (provenance-chain 3.8).</summary>
internal sealed class DeleteContractSpecificationHandler : MetadataHandler<MsgDeleteContractSpecificationRequest>
{
    protected override void ValidateBasic(MsgDeleteContractSpecificationRequest message, MessageRules rules) => RequireSigner(message);

    protected override IMessage Execute(MsgDeleteContractSpecificationRequest message, MetadataCall call)
    {
        var contract = SpecificationLinks.ContractOrNotFound(message.SpecificationId, call);
        call.Signatures.RequireSigned(contract.OwnerAddresses);
        var id = IdText.Text(message.SpecificationId);
        foreach (var record in call.Store.RecordSpecifications.Of(message.SpecificationId).ToArray())
        {
            call.Store.RecordSpecifications.Remove(record.SpecificationId);
            call.Emit(new EventRecordSpecificationDeleted { RecordSpecificationAddr = IdText.Text(record.SpecificationId), ContractSpecificationAddr = id });
        }

        MetadataCall.RefuseIf(
            call.Store.IsInUse(contract), $"cannot delete contract specification with id {id}: contract specification with id {id} still in use");
        call.Store.Contracts.Remove(message.SpecificationId);
        call.Emit(new EventContractSpecificationDeleted { ContractSpecificationAddr = id });
        return new MsgDeleteContractSpecificationResponse();
    }
}
