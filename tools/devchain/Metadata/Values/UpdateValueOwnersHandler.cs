using Google.Protobuf;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Values;

/// <summary>Gives scopes another value owner (provenance-chain 3.6). The scopes themselves are never read.</summary>
internal sealed class UpdateValueOwnersHandler : MetadataHandler<MsgUpdateValueOwnersRequest>
{
    protected override void ValidateBasic(MsgUpdateValueOwnersRequest message, MessageRules rules)
    {
        RefuseIf(message.ScopeIds.Count == 0, "at least one scope id is required");
        Refuse(message.ScopeIds.FirstFault((id, i) =>
            IdText.Is(id, MetadataKind.Scope) ? null : $"scope id[{i}]: \"{IdText.Text(id)}\": invalid scope id"));
        Refuse(rules.Accounts.Fault(message.ValueOwnerAddress).After("invalid value owner address: "));
        RequireSigner(message);
    }

    protected override IMessage Execute(MsgUpdateValueOwnersRequest message, MetadataCall call)
    {
        ScopeHolding[] holdings = [.. message.ScopeIds.Select(id => new ScopeHolding(id, call.ValueOwners.Find(id)))];
        ValueOwnerMove.Run(holdings, message.ValueOwnerAddress, call);
        return new MsgUpdateValueOwnersResponse();
    }
}
