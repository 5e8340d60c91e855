using Google.Protobuf;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Scopes;

/// <summary>Takes the reading of a scope's data away from accounts (provenance-chain 3.6).</summary>
internal sealed class DeleteScopeDataAccessHandler : MetadataHandler<MsgDeleteScopeDataAccessRequest>
{
    protected override void ValidateBasic(MsgDeleteScopeDataAccessRequest message, MessageRules rules)
    {
        Refuse(ScopeRules.ScopeIdFault(message.ScopeId));
        Refuse(DataAccessRules.Fault(message.DataAccess, rules.Accounts));
        RequireSigner(message);
    }

    protected override IMessage Execute(MsgDeleteScopeDataAccessRequest message, MetadataCall call)
    {
        var scope = call.ScopeOrNotFound(message.ScopeId);
        var unknown = message.DataAccess.FirstOrDefault(address => !scope.DataAccess.Contains(address));
        MetadataCall.RefuseIf(unknown is not null, $"address does not exist in scope data access: {unknown}");
        ScopeAccess.RequireDataAccessChange(scope, call);
        foreach (var address in message.DataAccess)
        {
            scope.DataAccess.Remove(address);
        }

        ScopeAccess.Save(scope, call);
        return new MsgDeleteScopeDataAccessResponse();
    }
}
