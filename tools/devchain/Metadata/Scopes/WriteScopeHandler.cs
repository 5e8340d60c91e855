using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Devchain.Metadata.Signatures;
using P8e.Devchain.Metadata.Values;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Scopes;

/// <summary>Writes a scope and its value owner (provenance-chain 3.6). A new scope needs nobody's signature but the sender's.</summary>
internal sealed class WriteScopeHandler : MetadataHandler<MsgWriteScopeRequest>
{
    protected override void ValidateBasic(MsgWriteScopeRequest message, MessageRules rules)
    {
        RequireSigner(message);
        Refuse(ScopeRules.Fault(FoldedIds.Fold(message).Scope, rules.Accounts));
    }

    protected override IMessage Execute(MsgWriteScopeRequest message, MetadataCall call)
    {
        var scope = FoldedIds.Fold(message).Scope;
        MetadataCall.Refuse(ScopeRules.Fault(scope, call.Accounts));
        var existing = call.Store.Scopes.Find(scope.ScopeId);
        AccountAddress? owner = null;
        if (existing is not null && scope.ValueOwnerAddress.Length > 0)
        {
            owner = call.ValueOwners.Find(scope.ScopeId);
            existing.ValueOwnerAddress = owner?.ToString() ?? string.Empty;
        }

        if (!ScopeChange.IsValueOwnerOnly(existing, scope))
        {
            CheckParties(existing, scope, call);
        }

        call.Signatures.RequireValueOwners(owner is null ? [] : [owner], scope.ValueOwnerAddress);
        if (message.UsdMills > 0)
        {
            NetAssetValues.Set(scope.ScopeId, new NetAssetValue { Price = new() { Denom = "usd", Amount = $"{message.UsdMills}" }, Volume = 1 }, call);
        }

        Write(scope, call);
        call.Emit(existing is null
            ? new EventScopeCreated { ScopeAddr = IdText.Text(scope.ScopeId) }
            : new EventScopeUpdated { ScopeAddr = IdText.Text(scope.ScopeId) });
        return new MsgWriteScopeResponse { ScopeIdInfo = IdInfo.Scope(scope.ScopeId) };
    }

    private static void CheckParties(Scope? existing, Scope scope, MetadataCall call)
    {
        var specification = ScopeAccess.Specification(scope, call);
        SignatureEngine.RequireRoles(scope.Owners, specification.PartiesInvolved);
        call.Signatures.RequireProvenanceRole(scope.Owners);
        if (existing is null)
        {
            return;
        }

        if (existing.RequirePartyRollup)
        {
            call.Signatures.RequireParties(existing.Owners, existing.Owners, specification.PartiesInvolved);
        }
        else if (!existing.Equals(scope))
        {
            call.Signatures.RequireSigned(existing.Owners.Select(party => party.Address));
        }
    }

    private static void Write(Scope scope, MetadataCall call)
    {
        try
        {
            if (scope.ValueOwnerAddress.Length > 0)
            {
                call.ValueOwners.Set(scope.ScopeId, scope.ValueOwnerAddress, call.Agents);
            }
        }
        catch (ChainException fault)
        {
            throw fault.PlainAround($"could not write scope \"{IdText.Text(scope.ScopeId)}\": could not set value owner: ");
        }

        call.Store.SaveScope(scope);
    }
}
