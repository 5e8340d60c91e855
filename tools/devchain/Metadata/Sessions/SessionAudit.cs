using Google.Protobuf.WellKnownTypes;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Sessions;

/// <summary>Audit fields of sessions: the chain writes them, a client may only repeat them (provenance-chain 3.7, WriteSession 4 and 5).</summary>
internal static class SessionAudit
{
    /// <summary>What Go's zero time is on the wire.</summary>
    private const long ZeroTime = -62135596800;

    internal static void CheckUnchanged(Session? existing, Session proposed)
    {
        if (existing is null || proposed.Audit is not { } sent)
        {
            return;
        }

        MetadataCall.RefuseIf(existing.Audit is null, "attempt to modify audit fields, modification not allowed");
        var stored = existing.Audit!;
        var changed =
            sent.CreatedBy != stored.CreatedBy ? "created-by"
            : sent.UpdatedBy != stored.UpdatedBy ? "updated-by"
            : !Same(sent.CreatedDate, stored.CreatedDate) ? "created-date"
            : !Same(sent.UpdatedDate, stored.UpdatedDate) ? "updated-date"
            : sent.Version != stored.Version ? "version"
            : sent.Message != stored.Message ? "message"
            : null;
        MetadataCall.RefuseIf(changed is not null, $"attempt to modify {changed} audit field, modification not allowed");
    }

    internal static AuditFields Next(AuditFields? existing, MetadataCall call)
    {
        var now = call.Context.Tx.Time.ToTimestamp();
        var signers = string.Join(", ", call.Signers);
        if (existing is null)
        {
            return new AuditFields { Version = 1, CreatedDate = now, CreatedBy = signers, UpdatedDate = new Timestamp { Seconds = ZeroTime } };
        }

        var next = existing.Clone();
        next.Version++;
        next.UpdatedDate = now;
        next.UpdatedBy = signers;
        next.Message = string.Empty;
        return next;
    }

    // An absent time is the zero time to the node.
    private static bool Same(Timestamp? sent, Timestamp? stored) => Moment(sent) == Moment(stored);

    private static (long Seconds, int Nanos) Moment(Timestamp? time) => time is null ? (ZeroTime, 0) : (time.Seconds, time.Nanos);
}
