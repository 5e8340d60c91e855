using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Devchain.Metadata.Signatures;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Scopes;

/// <summary>Adds owners to a scope (provenance-chain 3.6).</summary>
internal sealed class AddScopeOwnerHandler : MetadataHandler<MsgAddScopeOwnerRequest>
{
    protected override void ValidateBasic(MsgAddScopeOwnerRequest message, MessageRules rules)
    {
        Refuse(ScopeRules.ScopeIdFault(message.ScopeId));
        Refuse(PartyRules.Fault(message.Owners, rules.Accounts).After("invalid owners: "));
        RequireSigner(message);
    }

    protected override IMessage Execute(MsgAddScopeOwnerRequest message, MetadataCall call)
    {
        var existing = call.ScopeOrNotFound(message.ScopeId);
        var proposed = existing.Clone();
        foreach (var owner in message.Owners)
        {
            if (proposed.Owners.Any(known => known.Address == owner.Address && known.Role == owner.Role))
            {
                throw ChainException.Plain($"party already exists with address {owner.Address} and role {RoleCount.FullName(owner.Role)}");
            }

            proposed.Owners.Add(owner);
        }

        ScopeAccess.RequireOwnerChange(existing, proposed, call);
        ScopeAccess.Save(proposed, call);
        return new MsgAddScopeOwnerResponse();
    }
}
