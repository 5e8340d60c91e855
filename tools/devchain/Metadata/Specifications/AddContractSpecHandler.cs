using Google.Protobuf;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Specifications;

/// <summary>Lets scopes of a specification use a contract (provenance-chain 3.8).</summary>
internal sealed class AddContractSpecHandler : MetadataHandler<MsgAddContractSpecToScopeSpecRequest>
{
    protected override void ValidateBasic(MsgAddContractSpecToScopeSpecRequest message, MessageRules rules)
    {
        Refuse(SpecificationLinks.Fault(message.ContractSpecificationId, message.ScopeSpecificationId));
        RequireSigner(message);
    }

    protected override IMessage Execute(MsgAddContractSpecToScopeSpecRequest message, MetadataCall call)
    {
        _ = SpecificationLinks.ContractOrNotFound(message.ContractSpecificationId, call);
        var specification = SpecificationLinks.ScopeSpecificationOrNotFound(message.ScopeSpecificationId, call);
        call.Signatures.RequireSigned(specification.OwnerAddresses);
        MetadataCall.RefuseIf(
            specification.ContractSpecIds.Contains(message.ContractSpecificationId),
            $"scope spec {IdText.Text(message.ScopeSpecificationId)} already contains contract spec {IdText.Text(message.ContractSpecificationId)}");
        specification.ContractSpecIds.Add(message.ContractSpecificationId);
        SpecificationLinks.Save(specification, call);
        return new MsgAddContractSpecToScopeSpecResponse();
    }
}
