using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Devchain.Metadata.Signatures;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Sessions;

/// <summary>Writes a session (provenance-chain 3.7).</summary>
internal sealed class WriteSessionHandler : MetadataHandler<MsgWriteSessionRequest>
{
    protected override void ValidateBasic(MsgWriteSessionRequest message, MessageRules rules)
    {
        RequireSigner(message);
        Refuse(SessionRules.Fault(FoldedIds.Fold(message).Session, rules.Accounts));
    }

    protected override IMessage Execute(MsgWriteSessionRequest message, MetadataCall call)
    {
        var session = FoldedIds.Fold(message).Session;
        MetadataCall.Refuse(SessionRules.Fault(session, call.Accounts));
        var existing = call.Store.Sessions.Find(session.SessionId);
        CheckUpdate(existing, session);
        var scope = ScopeOf(session, call);
        MetadataCall.RefuseIf(PartyRules.HasForbiddenOption(session.Parties, scope.RequirePartyRollup), PartyRules.OptionalNeedsRollup);
        var contract = ContractOf(session, scope, call);
        CheckParties(existing, session, scope, contract, call);
        SessionAudit.CheckUnchanged(existing, session);
        session.Audit = SessionAudit.Next(existing?.Audit, call);
        call.Store.Sessions.Save(session.SessionId, session);
        var (id, scopeId) = (IdText.Text(session.SessionId), IdText.Text(scope.ScopeId));
        call.Emit(existing is null
            ? new EventSessionCreated { SessionAddr = id, ScopeAddr = scopeId }
            : new EventSessionUpdated { SessionAddr = id, ScopeAddr = scopeId });
        return new MsgWriteSessionResponse { SessionIdInfo = IdInfo.Session(session.SessionId) };
    }

    private static void CheckUpdate(Session? existing, Session session)
    {
        if (existing is not null)
        {
            MetadataCall.RefuseIf(
                !existing.SpecificationId.Equals(session.SpecificationId),
                $"cannot update specification identifier. expected {IdText.Text(existing.SpecificationId)}, got {IdText.Text(session.SpecificationId)}");
            MetadataCall.RefuseIf(session.Name.Length == 0, "proposed name to existing session must not be empty");
        }
    }

    private static Scope ScopeOf(Session session, MetadataCall call)
    {
        var id = IdText.ScopeOf(session.SessionId);
        return call.Store.Scopes.Find(id) ?? throw SdkError.InvalidRequest.Wrap($"scope not found for scope id {IdText.Text(id)}");
    }

    private static ContractSpecification ContractOf(Session session, Scope scope, MetadataCall call)
    {
        var id = IdText.Text(session.SpecificationId);
        var contract = call.Store.Contracts.Find(session.SpecificationId)
            ?? throw SdkError.InvalidRequest.Wrap($"cannot find contract specification {id}");
        var specification = call.Store.ScopeSpecifications.Find(scope.SpecificationId)
            ?? throw SdkError.InvalidRequest.Wrap($"scope spec not found with id {IdText.Text(scope.SpecificationId)}");
        MetadataCall.RefuseIf(
            !specification.ContractSpecIds.Contains(session.SpecificationId),
            $"contract spec {id} not listed in scope spec {IdText.Text(scope.SpecificationId)}");
        return contract;
    }

    private static void CheckParties(Session? existing, Session session, Scope scope, ContractSpecification contract, MetadataCall call)
    {
        if (!scope.RequirePartyRollup)
        {
            SignatureEngine.RequireRoles(session.Parties, contract.PartiesInvolved);
            call.Signatures.RequireProvenanceRole(session.Parties);
            call.Signatures.RequireSigned(scope.Owners.Select(party => party.Address));
            return;
        }

        CheckPartiesAreOwners(session, scope);
        if (existing is null)
        {
            call.Signatures.RequireParties(scope.Owners, session.Parties, contract.PartiesInvolved);
            call.Signatures.RequireProvenanceRole(session.Parties);
            return;
        }

        SignatureEngine.RequireRoles(session.Parties, contract.PartiesInvolved);
        call.Signatures.RequireProvenanceRole(session.Parties);
        call.Signatures.RequireParties([.. existing.Parties, .. scope.Owners], existing.Parties, contract.PartiesInvolved);
    }

    private static void CheckPartiesAreOwners(Session session, Scope scope)
    {
        string[] strangers = [.. session.Parties
            .Where(party => !scope.Owners.Any(owner => owner.Address == party.Address && owner.Role == party.Role))
            .Select(party => $"{party.Address} ({RoleCount.Name(party.Role)})")];
        MetadataCall.RefuseIf(
            strangers.Length > 0,
            $"not all session parties in scope owners: missing {(strangers.Length == 1 ? "party" : "parties")}: {string.Join(", ", strangers)}");
    }
}
