using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Sessions;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Scopes;

/// <summary>Deletes a scope with its coin, records and values; sessions without records stay behind (provenance-chain 3.6).</summary>
internal sealed class DeleteScopeHandler : MetadataHandler<MsgDeleteScopeRequest>
{
    protected override void ValidateBasic(MsgDeleteScopeRequest message, MessageRules rules)
    {
        RequireSigner(message);
        RefuseIf(!IdText.Is(message.ScopeId, MetadataKind.Scope), "invalid scope address");
    }

    protected override IMessage Execute(MsgDeleteScopeRequest message, MetadataCall call)
    {
        var id = IdText.Text(message.ScopeId);
        var scope = call.Store.Scopes.Find(message.ScopeId) ?? throw SdkError.InvalidRequest.Wrap($"scope not found with id {id}");
        CheckParties(scope, call);
        if (call.ValueOwners.Find(scope.ScopeId) is { } owner)
        {
            call.Signatures.RequireValueOwners([owner], string.Empty);
        }

        try
        {
            call.ValueOwners.Remove(scope.ScopeId, call.Agents);
        }
        catch (ChainException fault)
        {
            throw fault.PlainAround($"could not delete scope \"{id}\": could not remove scope {id} value owner: ");
        }

        foreach (var record in call.Store.Records.Of(scope.ScopeId).ToArray())
        {
            RecordRemoval.Remove(record, call);
        }

        call.Store.RemoveScope(scope);
        call.Emit(new EventScopeDeleted { ScopeAddr = id });
        return new MsgDeleteScopeResponse();
    }

    private static void CheckParties(Scope scope, MetadataCall call)
    {
        if (!scope.RequirePartyRollup)
        {
            call.Signatures.RequireSigned(scope.Owners.Select(party => party.Address));
        }
        else if (call.Store.ScopeSpecifications.Find(scope.SpecificationId) is { } specification)
        {
            call.Signatures.RequireParties(scope.Owners, scope.Owners, specification.PartiesInvolved);
        }
        else
        {
            call.Signatures.RequireRequired(scope.Owners);
        }
    }
}
