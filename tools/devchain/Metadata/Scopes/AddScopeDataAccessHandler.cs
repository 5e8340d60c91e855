using Google.Protobuf;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Scopes;

/// <summary>Lets further accounts read a scope's data (provenance-chain 3.6).</summary>
internal sealed class AddScopeDataAccessHandler : MetadataHandler<MsgAddScopeDataAccessRequest>
{
    protected override void ValidateBasic(MsgAddScopeDataAccessRequest message, MessageRules rules)
    {
        Refuse(ScopeRules.ScopeIdFault(message.ScopeId));
        Refuse(DataAccessRules.Fault(message.DataAccess, rules.Accounts));
        RequireSigner(message);
    }

    protected override IMessage Execute(MsgAddScopeDataAccessRequest message, MetadataCall call)
    {
        var scope = call.ScopeOrNotFound(message.ScopeId);
        var known = message.DataAccess.FirstOrDefault(scope.DataAccess.Contains);
        MetadataCall.RefuseIf(known is not null, $"address already exists for data access {known}");
        ScopeAccess.RequireDataAccessChange(scope, call);
        scope.DataAccess.AddRange(message.DataAccess.Distinct(StringComparer.Ordinal));
        ScopeAccess.Save(scope, call);
        return new MsgAddScopeDataAccessResponse();
    }
}
