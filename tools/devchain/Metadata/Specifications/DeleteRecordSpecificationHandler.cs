using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Specifications;

/// <summary>Deletes a record specification, in use or not (provenance-chain 3.8).</summary>
internal sealed class DeleteRecordSpecificationHandler : MetadataHandler<MsgDeleteRecordSpecificationRequest>
{
    protected override void ValidateBasic(MsgDeleteRecordSpecificationRequest message, MessageRules rules) => RequireSigner(message);

    protected override IMessage Execute(MsgDeleteRecordSpecificationRequest message, MetadataCall call)
    {
        var id = IdText.Text(message.SpecificationId);
        _ = call.Store.RecordSpecifications.Find(message.SpecificationId)
            ?? throw SdkError.NotFound.Wrap($"record specification not found with id {id}");
        var contractId = IdInfo.ContractOf(message.SpecificationId);
        var contract = call.Store.Contracts.Find(contractId) ?? throw SdkError.NotFound.Wrap(
            $"contract specification not found with id {IdText.Text(contractId)} required for deleting record specification with id {id}");
        call.Signatures.RequireSigned(contract.OwnerAddresses);
        call.Store.RecordSpecifications.Remove(message.SpecificationId);
        call.Emit(new EventRecordSpecificationDeleted { RecordSpecificationAddr = id, ContractSpecificationAddr = IdText.Text(contractId) });
        return new MsgDeleteRecordSpecificationResponse();
    }
}
