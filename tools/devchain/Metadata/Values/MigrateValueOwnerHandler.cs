using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Values;

/// <summary>Gives everything that one value owner has to another (provenance-chain 3.6).</summary>
internal sealed class MigrateValueOwnerHandler : MetadataHandler<MsgMigrateValueOwnerRequest>
{
    protected override void ValidateBasic(MsgMigrateValueOwnerRequest message, MessageRules rules)
    {
        Refuse(rules.Accounts.Fault(message.Existing).After("invalid existing value owner address: "));
        Refuse(rules.Accounts.Fault(message.Proposed).After("invalid proposed value owner address: "));
        RequireSigner(message);
    }

    protected override IMessage Execute(MsgMigrateValueOwnerRequest message, MetadataCall call)
    {
        var existing = call.Accounts.Parse(message.Existing);
        ScopeHolding[] holdings = [.. call.ValueOwners.ScopesOf(existing).Select(scope => new ScopeHolding(scope, existing))];
        if (holdings.Length == 0)
        {
            throw SdkError.NotFound.Wrap($"no scopes found with value owner \"{message.Existing}\"");
        }

        ValueOwnerMove.Run(holdings, message.Proposed, call);
        return new MsgMigrateValueOwnerResponse();
    }
}
