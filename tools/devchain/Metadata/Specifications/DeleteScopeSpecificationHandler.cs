using Google.Protobuf;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Specifications;

/// <summary>Deletes a scope specification that no scope uses (provenance-chain 3.8).</summary>
internal sealed class DeleteScopeSpecificationHandler : MetadataHandler<MsgDeleteScopeSpecificationRequest>
{
    protected override void ValidateBasic(MsgDeleteScopeSpecificationRequest message, MessageRules rules) => RequireSigner(message);

    protected override IMessage Execute(MsgDeleteScopeSpecificationRequest message, MetadataCall call)
    {
        var specification = SpecificationLinks.ScopeSpecificationOrNotFound(message.SpecificationId, call);
        call.Signatures.RequireSigned(specification.OwnerAddresses);
        var id = IdText.Text(message.SpecificationId);
        MetadataCall.RefuseIf(
            call.Store.IsInUse(specification), $"cannot delete scope specification with id {id}: scope specification with id {id} still in use");
        call.Store.RemoveScopeSpecification(message.SpecificationId);
        call.Emit(new EventScopeSpecificationDeleted { ScopeSpecificationAddr = id });
        return new MsgDeleteScopeSpecificationResponse();
    }
}
