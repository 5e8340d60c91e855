using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Specifications;

/// <summary>Takes a contract out of a scope specification (provenance-chain 3.8).</summary>
internal sealed class DeleteContractSpecLinkHandler : MetadataHandler<MsgDeleteContractSpecFromScopeSpecRequest>
{
    protected override void ValidateBasic(MsgDeleteContractSpecFromScopeSpecRequest message, MessageRules rules)
    {
        Refuse(SpecificationLinks.Fault(message.ContractSpecificationId, message.ScopeSpecificationId));
        RequireSigner(message);
    }

    protected override IMessage Execute(MsgDeleteContractSpecFromScopeSpecRequest message, MetadataCall call)
    {
        var specification = SpecificationLinks.ScopeSpecificationOrNotFound(message.ScopeSpecificationId, call);
        call.Signatures.RequireSigned(specification.OwnerAddresses);
        if (!specification.ContractSpecIds.Contains(message.ContractSpecificationId))
        {
            throw SdkError.NotFound.Wrap(
                $"contract specification {IdText.Text(message.ContractSpecificationId)} not found in scope specification {IdText.Text(message.ScopeSpecificationId)}");
        }

        var rest = specification.Clone();
        rest.ContractSpecIds.Remove(message.ContractSpecificationId);
        SpecificationLinks.Save(rest, call);
        return new MsgDeleteContractSpecFromScopeSpecResponse();
    }
}
