using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Scopes;

/// <summary>Removes every party of the given addresses from a scope's owners (provenance-chain 3.6).</summary>
internal sealed class DeleteScopeOwnerHandler : MetadataHandler<MsgDeleteScopeOwnerRequest>
{
    protected override void ValidateBasic(MsgDeleteScopeOwnerRequest message, MessageRules rules)
    {
        Refuse(ScopeRules.ScopeIdFault(message.ScopeId));
        RefuseIf(message.Owners.Count == 0, "at least one owner address is required");
        Refuse(message.Owners.FirstOrDefault(owner => rules.Accounts.Fault(owner) is not null).After("owner address is invalid: "));
        RequireSigner(message);
    }

    protected override IMessage Execute(MsgDeleteScopeOwnerRequest message, MetadataCall call)
    {
        var existing = call.ScopeOrNotFound(message.ScopeId);
        if (message.Owners.FirstOrDefault(address => existing.Owners.All(owner => owner.Address != address)) is { } unknown)
        {
            throw ChainException.Plain($"address does not exist in scope owners: {unknown}");
        }

        var proposed = existing.Clone();
        proposed.Owners.Clear();
        proposed.Owners.AddRange(existing.Owners.Where(owner => !message.Owners.Contains(owner.Address)));
        ScopeAccess.RequireOwnerChange(existing, proposed, call);
        ScopeAccess.Save(proposed, call);
        return new MsgDeleteScopeOwnerResponse();
    }
}
