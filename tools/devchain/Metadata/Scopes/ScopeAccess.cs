using P8e.Devchain.Errors;
using P8e.Devchain.Metadata.Signatures;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Scopes;

/// <summary>Who may change an existing scope (provenance-chain 3.5, 3.6).</summary>
internal static class ScopeAccess
{
    internal static ScopeSpecification Specification(Scope scope, MetadataCall call) =>
        call.Store.ScopeSpecifications.Find(scope.SpecificationId)
        ?? throw SdkError.InvalidRequest.Wrap($"scope specification {IdText.Text(scope.SpecificationId)} not found");

    /// <summary>Its owners, or in rollup mode those its specification asks for.</summary>
    internal static void RequireDataAccessChange(Scope scope, MetadataCall call)
    {
        if (!scope.RequirePartyRollup)
        {
            call.Signatures.RequireSigned(scope.Owners.Select(party => party.Address));
            return;
        }

        var specification = Specification(scope, call);
        call.Signatures.RequireParties(scope.Owners, scope.Owners, specification.PartiesInvolved);
        call.Signatures.RequireProvenanceRole(scope.Owners);
    }

    /// <summary>The existing owners agree to other ones, which fit the specification.</summary>
    internal static void RequireOwnerChange(Scope existing, Scope proposed, MetadataCall call)
    {
        MetadataCall.Refuse(Rules.ScopeRules.OwnersFault(proposed, call.Accounts));
        var specification = Specification(proposed, call);
        SignatureEngine.RequireRoles(proposed.Owners, specification.PartiesInvolved);
        call.Signatures.RequireProvenanceRole(proposed.Owners);
        if (existing.RequirePartyRollup)
        {
            call.Signatures.RequireParties(existing.Owners, existing.Owners, specification.PartiesInvolved);
        }
        else
        {
            call.Signatures.RequireSigned(existing.Owners.Select(party => party.Address));
        }
    }

    internal static void Save(Scope scope, MetadataCall call)
    {
        call.Store.SaveScope(scope);
        call.Emit(new EventScopeUpdated { ScopeAddr = IdText.Text(scope.ScopeId) });
    }
}
