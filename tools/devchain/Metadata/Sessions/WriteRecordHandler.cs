using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Devchain.Metadata.Signatures;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Sessions;

/// <summary>Writes a record (provenance-chain 3.7). What its process was is nobody's check.</summary>
internal sealed class WriteRecordHandler : MetadataHandler<MsgWriteRecordRequest>
{
    protected override void ValidateBasic(MsgWriteRecordRequest message, MessageRules rules)
    {
        RequireSigner(message);
        Refuse(RecordRules.Fault(FoldedIds.Fold(message).Record));
    }

    protected override IMessage Execute(MsgWriteRecordRequest message, MetadataCall call)
    {
        var record = FoldedIds.Fold(message).Record;
        MetadataCall.Refuse(RecordRules.Fault(record));
        var id = RecordIds.Record(record.SessionId, record.Name);
        var existing = call.Store.Records.Find(id);
        var oldSession = CheckUpdate(existing, record, call);
        var scopeId = IdText.ScopeOf(record.SessionId);
        var scope = call.Store.Scopes.Find(scopeId) ?? throw SdkError.InvalidRequest.Wrap($"scope not found with id {IdText.Text(scopeId)}");
        var session = call.Store.Sessions.Find(record.SessionId)
            ?? throw SdkError.InvalidRequest.Wrap($"session not found for session id {IdText.Text(record.SessionId)}");
        var specification = SpecificationOf(record, session, call);
        CheckParties(scope, session, oldSession, specification, call);
        RecordFit.Check(record, specification, call);

        call.Store.Records.Save(id, record);
        Announce(existing is not null, id, record, call);
        if (oldSession is not null)
        {
            RecordRemoval.RemoveIfEmpty(oldSession.SessionId, call);
        }

        return new MsgWriteRecordResponse { RecordIdInfo = IdInfo.Record(id) };
    }

    /// <summary>Gives the session that the record leaves, if it leaves one.</summary>
    private static Session? CheckUpdate(Record? existing, Record record, MetadataCall call)
    {
        if (existing is null)
        {
            return null;
        }

        MetadataCall.RefuseIf(existing.Name != record.Name, "the Name field of records cannot be changed");
        MetadataCall.RefuseIf(
            !existing.SpecificationId.IsEmpty && !record.SpecificationId.IsEmpty && !existing.SpecificationId.Equals(record.SpecificationId),
            "the SpecificationId of records cannot be changed");
        return existing.SessionId.Equals(record.SessionId) ? null : call.Store.Sessions.Find(existing.SessionId);
    }

    private static RecordSpecification SpecificationOf(Record record, Session session, MetadataCall call)
    {
        var expected = RecordIds.Specification(session.SpecificationId, record.Name);
        MetadataCall.RefuseIf(
            !record.SpecificationId.IsEmpty && !record.SpecificationId.Equals(expected),
            $"proposed specification id {IdText.Text(record.SpecificationId)} does not match expected specification id {IdText.Text(expected)}");
        record.SpecificationId = expected;
        return call.Store.RecordSpecifications.Find(expected) ?? throw SdkError.InvalidRequest.Wrap(
            $"record specification not found for record specification id {IdText.Text(expected)} "
            + $"(contract spec id {IdText.Text(session.SpecificationId)} and record name \"{record.Name}\")");
    }

    private static void CheckParties(Scope scope, Session session, Session? oldSession, RecordSpecification specification, MetadataCall call)
    {
        var parties = session.Parties.Concat(oldSession?.Parties.AsEnumerable() ?? []);
        if (scope.RequirePartyRollup)
        {
            call.Signatures.RequireParties(scope.Owners.Concat(parties), session.Parties, specification.ResponsibleParties);
            call.Signatures.RequireProvenanceRole(session.Parties);
        }
        else
        {
            SignatureEngine.RequireRoles(session.Parties, specification.ResponsibleParties);
            call.Signatures.RequireSigned(parties.Select(party => party.Address));
        }
    }

    private static void Announce(bool existed, ByteString id, Record record, MetadataCall call)
    {
        var (address, session, scope) = (IdText.Text(id), IdText.Text(record.SessionId), IdText.Text(IdText.ScopeOf(id)));
        call.Emit(existed
            ? new EventRecordUpdated { RecordAddr = address, SessionAddr = session, ScopeAddr = scope }
            : new EventRecordCreated { RecordAddr = address, SessionAddr = session, ScopeAddr = scope });
    }
}
