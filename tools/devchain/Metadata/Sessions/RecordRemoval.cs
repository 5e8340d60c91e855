using Google.Protobuf;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Sessions;

/// <summary>Removes records, and sessions that lose their last one (provenance-chain 3.6, 3.7).</summary>
internal static class RecordRemoval
{
    internal static void Remove(Record record, MetadataCall call)
    {
        var id = RecordIds.Record(record.SessionId, record.Name);
        call.Store.Records.Remove(id);
        call.Emit(new EventRecordDeleted { RecordAddr = IdText.Text(id), ScopeAddr = IdText.Text(IdText.ScopeOf(id)) });
        RemoveIfEmpty(record.SessionId, call);
    }

    internal static void RemoveIfEmpty(ByteString session, MetadataCall call)
    {
        if (!call.Store.HasRecords(session) && call.Store.Sessions.Find(session) is not null)
        {
            call.Store.Sessions.Remove(session);
            call.Emit(new EventSessionDeleted { SessionAddr = IdText.Text(session), ScopeAddr = IdText.Text(IdText.ScopeOf(session)) });
        }
    }
}
