using P8e.Grpc;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Telemetry;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Replication;

/// <summary>What waits to be sent to the home of one key.</summary>
internal sealed class KeyQueue(
    AffiliateName affiliate, ReaderId reader, IReplicationIndex queue, IObjectIndex index, IObjectBlobs blobs, ReplicationOptions options, TimeProvider clock)
{
    private const int ErrorCharactersMax = 1024;

    /// <summary>When the next row is due, as far as the last batch saw; null when nothing waits.</summary>
    public DateTimeOffset? NextDue { get; private set; }

    /// <summary>Whether more is due now.</summary>
    public bool HasMore => NextDue <= clock.GetUtcNow();

    /// <summary>Deals with the rows that are due, in the order in which they are, at most a batch.</summary>
    /// <returns>False when the peer cannot be reached: nothing after that was tried.</returns>
    public async Task<bool> SendBatchAsync(Peer peer, CancellationToken cancellationToken)
    {
        NextDue = null;
        foreach (var row in await TakeDueAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!await HandleAsync(row, peer, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<List<ReplicationRow>> TakeDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = new List<ReplicationRow>();
        // No row waits longer than the longest backoff; the first that is not taken says when to come again.
        await foreach (var row in queue.ListAsync(affiliate, reader, now + options.BackoffMax, cancellationToken).ConfigureAwait(false))
        {
            if (row.Due > now || due.Count == options.BatchSize)
            {
                NextDue = row.Due;
                break;
            }

            due.Add(row);
        }

        return due;
    }

    private async Task<bool> HandleAsync(ReplicationRow row, Peer peer, CancellationToken cancellationToken)
    {
        var there = await index.FindAsync(affiliate, row.Key, row.Audience, cancellationToken).ConfigureAwait(false);
        // Its audience may have been changed since it was queued.
        var stored = there?.ObjectId == row.ObjectId ? there : await index.FindByIdAsync(affiliate, row.Key, row.ObjectId, cancellationToken).ConfigureAwait(false);
        if (stored is not null && stored.Readers.Contains(reader))
        {
            return await SendAsync(row, stored, peer, cancellationToken).ConfigureAwait(false);
        }

        if (stored is null && there is null && clock.GetUtcNow() - row.Queued < options.MissingGrace)
        {
            await PostponeAsync(row, ErrorCodes.ObjectNotFound, "the object is not there yet.", cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await queue.RemoveAsync(row, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Sends, then forgets. A crash in between sends twice, and the peer answers the repeat as it answered the first (object-store 1.11).</summary>
    private async Task<bool> SendAsync(ReplicationRow row, ObjectRow stored, Peer peer, CancellationToken cancellationToken)
    {
        try
        {
            await peer.SendAsync(stored, blobs, cancellationToken).ConfigureAwait(false);
        }
        catch (P8eException e) when (IsOfPeer(e) || IsOfObject(e))
        {
            await PostponeAsync(row, e.Code, e.Message, cancellationToken).ConfigureAwait(false);
            if (IsOfPeer(e))
            {
                peer.BackOff();
                return false;
            }

            peer.Recover();
            return true;
        }

        peer.Recover();
        await queue.RemoveAsync(row, cancellationToken).ConfigureAwait(false);
        StoreMeter.Replicated(affiliate, clock.GetUtcNow() - row.Queued, null);
        return true;
    }

    /// <summary>The next object would fare no better.</summary>
    private static bool IsOfPeer(P8eException e) => e.Code
        is ErrorCodes.GrpcUnavailable or ErrorCodes.GrpcDeadlineExceeded or ErrorCodes.PeerAddressRefused or ErrorCodes.PeerUrlInvalid or ErrorCodes.ConfigurationInvalid;

    /// <summary>The peer refused this object, or our storage has lost it. Everything else is trouble of our storage, and ends the round.</summary>
    private static bool IsOfObject(P8eException e) => GrpcStatus.Of(e) is not null || e.Code is ErrorCodes.ObjectBytesMissing;

    private async Task PostponeAsync(ReplicationRow row, string code, string message, CancellationToken cancellationToken)
    {
        var error = $"{code}: {message}";
        var attempts = row.Attempts + 1;
        var due = clock.GetUtcNow() + options.BackoffAfter(attempts);
        var later = row with { Due = due, Attempts = attempts, LastError = error.Length <= ErrorCharactersMax ? error : error[..ErrorCharactersMax] };
        await queue.RescheduleAsync(row, later, cancellationToken).ConfigureAwait(false);
        NextDue = NextDue < due ? NextDue : due;
        StoreMeter.Replicated(affiliate, clock.GetUtcNow() - row.Queued, code);
    }
}
