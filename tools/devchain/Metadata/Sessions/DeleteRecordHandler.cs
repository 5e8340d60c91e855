using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Sessions;

/// <summary>Deletes a record (provenance-chain 3.7). An id of another kind is simply not found.</summary>
internal sealed class DeleteRecordHandler : MetadataHandler<MsgDeleteRecordRequest>
{
    protected override void ValidateBasic(MsgDeleteRecordRequest message, MessageRules rules) => RequireSigner(message);

    protected override IMessage Execute(MsgDeleteRecordRequest message, MetadataCall call)
    {
        var record = call.Store.Records.Find(message.RecordId)
            ?? throw SdkError.InvalidRequest.Wrap($"record does not exist to delete: {IdText.Text(message.RecordId)}");
        if (call.Store.Scopes.Find(IdText.ScopeOf(message.RecordId)) is { } scope)
        {
            CheckParties(scope, record, call);
        }

        RecordRemoval.Remove(record, call);
        return new MsgDeleteRecordResponse();
    }

    private static void CheckParties(Scope scope, Record record, MetadataCall call)
    {
        if (!scope.RequirePartyRollup)
        {
            call.Signatures.RequireSigned(scope.Owners.Select(party => party.Address));
        }
        else if (call.Store.RecordSpecifications.Find(record.SpecificationId) is { } specification)
        {
            call.Signatures.RequireParties(scope.Owners, scope.Owners, specification.ResponsibleParties);
        }
        else
        {
            call.Signatures.RequireRequired(scope.Owners);
        }
    }
}
