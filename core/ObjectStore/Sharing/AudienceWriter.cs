using P8e.Cryptography.Dime;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Sharing;

/// <summary>Reads an object, lets its audience be changed and writes it under its new one; reads again when somebody else was faster. The payload is not touched.</summary>
/// <param name="affiliate">Whose objects.</param>
/// <param name="index">The rows.</param>
/// <param name="clock">Says when it was queued.</param>
/// <param name="pointers">Sends an object to the homes of its new readers; null when nothing is sent.</param>
internal sealed class AudienceWriter(AffiliateName affiliate, IObjectIndex index, TimeProvider clock, ObjectPointers? pointers)
{
    /// <summary>Each round in which nothing is decided, somebody else has decided something; many such rounds cannot be.</summary>
    private const int RoundsMax = 8;

    /// <summary>Changes an object's audience.</summary>
    /// <param name="row">The object as it was read.</param>
    /// <param name="change">Gives the header with the audience that it shall have; null when there is nothing to change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The object as it is now, and whether this call changed it.</returns>
    internal async Task<(ObjectRow Row, bool IsChange)> ChangeAsync(
        ObjectRow row, Func<DimeHeader, CancellationToken, Task<DimeHeader?>> change, CancellationToken cancellationToken)
    {
        for (var round = 0; round < RoundsMax; round++)
        {
            var header = await change(DimeHeader.Parse(row.Header.Span), cancellationToken).ConfigureAwait(false);
            if (header is null)
            {
                return (row, false);
            }

            var changed = Write(row, header);
            if (pointers is not null)
            {
                // Before the object, as with a put: a crash leaves pointers that nobody follows, never a reader who waits in vain.
                await pointers.SendToAsync(changed, changed.Readers.Except(row.Readers), clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }

            if (await TryStoreAsync(row, changed, cancellationToken).ConfigureAwait(false))
            {
                return (changed, true);
            }

            var now = await index.FindByIdAsync(affiliate, row.Key, row.ObjectId, cancellationToken).ConfigureAwait(false) ?? throw NotFound(row.Key);
            if (now.Header.Span.SequenceEqual(changed.Header.Span))
            {
                return (now, true); // It was ours: the answer was lost.
            }

            if (now.Version == row.Version && await IsTakenAsync(row, changed, cancellationToken).ConfigureAwait(false))
            {
                return (now, false);
            }

            row = now;
        }

        throw new P8eTransientException(
            ErrorCodes.StorageUnavailable, $"Sharing object {row.Key}: its row changed each of the {RoundsMax} times that it was looked at. Share it again.");
    }

    internal static P8eStateException NotFound(ObjectKey key) => new(
        StateErrorKind.NotFound, ErrorCodes.ObjectNotFound, $"Sharing object {key}: there is no such object for this key. Check key and UUID.");

    private static ObjectRow Write(ObjectRow row, DimeHeader header)
    {
        if (header.Length > DimeLimits.Default.HeaderBytesMax)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded,
                $"Sharing object {row.Key}: with these readers its header has {header.Length} bytes, at most {DimeLimits.Default.HeaderBytesMax} are stored. Name fewer readers.");
        }

        var readers = AudienceId.ReadersOf(header);
        return row with { Header = header.ToBytes(), Readers = readers, Audience = AudienceId.Of(readers), Version = null };
    }

    private Task<bool> TryStoreAsync(ObjectRow row, ObjectRow changed, CancellationToken cancellationToken) => changed.Audience == row.Audience
        ? index.TryReplaceAsync(changed with { Version = row.Version }, cancellationToken)
        : index.TryMoveAsync(row, changed, cancellationToken);

    /// <summary>Whether the object can stay as it is because another one is there for all who should read it.</summary>
    private async Task<bool> IsTakenAsync(ObjectRow row, ObjectRow changed, CancellationToken cancellationToken)
    {
        if (await index.FindAsync(affiliate, row.Key, changed.Audience, cancellationToken).ConfigureAwait(false) is not null)
        {
            return row.Readers.All(changed.Readers.Contains) ? true : throw new P8eStateException(
                StateErrorKind.Conflict,
                ErrorCodes.ObjectAudienceTaken,
                $"Sharing object {row.Key}: there is another object for exactly these readers. Shred the one that is not needed.");
        }

        var tombstones = index.ListTombstonesAsync(affiliate, row.Key, cancellationToken);
        return await tombstones.AnyAsync(one => one.Audience == changed.Audience, cancellationToken).ConfigureAwait(false)
            ? throw new P8eStateException(
                StateErrorKind.Conflict,
                ErrorCodes.ObjectShredded,
                $"Sharing object {row.Key}: it was shredded for exactly these readers. Readmit it first, or name other readers.")
            : false;
    }
}
