using P8e.Cryptography;
using P8e.ObjectStore.Auditing;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Lifetime;

/// <summary>
/// How long objects are kept: retention and legal hold, and their destruction. Shredding takes away the wrapped keys, the readers and the payload of one object, that is, of one key and audience;
/// who else holds the content under another audience keeps it. A tombstone stays. The same object is refused from then on until somebody readmits it. Everything is safe to repeat, and every act has
/// its line in the audit.
/// </summary>
public sealed class ObjectLifetime
{
    /// <summary>Each round in which nothing is decided, somebody else has decided something; many such rounds cannot be.</summary>
    private const int RoundsMax = 8;

    private readonly AffiliateName _affiliate;
    private readonly IObjectIndex _index;
    private readonly IObjectBlobs _blobs;
    private readonly TimeProvider _clock;
    private readonly ObjectActs _acts;

    /// <summary>Makes it.</summary>
    /// <param name="affiliate">Whose objects.</param>
    /// <param name="index">The rows.</param>
    /// <param name="blobs">Where long payloads lie.</param>
    /// <param name="audit">Where the lines go.</param>
    /// <param name="random">Source of UUIDs.</param>
    /// <param name="clock">Source of times; decides whether a retention is over.</param>
    public ObjectLifetime(AffiliateName affiliate, IObjectIndex index, IObjectBlobs blobs, IObjectAudit audit, IRandomSource random, TimeProvider clock)
    {
        _affiliate = affiliate;
        _index = index;
        _blobs = blobs;
        _clock = clock;
        _acts = new ObjectActs(affiliate, audit, random, clock);
    }

    /// <summary>Says until when an object must not be destroyed. A retention that holds can only become longer.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="objectId">The object's UUID.</param>
    /// <param name="until">The time, in the future.</param>
    /// <param name="actor">Who does it, for the audit; 1 to 256 characters.</param>
    /// <param name="cancellationToken">Ends the wait; it may be done all the same.</param>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RequestMalformed"/>: the time has passed.</exception>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ObjectNotFound"/>; <see cref="ErrorCodes.ObjectRetained"/>: it is retained for longer.</exception>
    public Task<bool> RetainAsync(ObjectKey key, Guid objectId, DateTimeOffset until, string actor, CancellationToken cancellationToken) => SetAsync(
        ObjectAct.Retain,
        key,
        objectId,
        $"until {until.UtcDateTime:O}",
        actor,
        row =>
        {
            var now = _clock.GetUtcNow();
            if (until <= now)
            {
                throw new P8eInputException(ErrorCodes.RequestMalformed, $"Retaining object {key}: {until.UtcDateTime:O} has passed. Name a time in the future.");
            }

            return row.RetainUntil > now && row.RetainUntil > until ? throw Retained(row, "Shortening the retention of") : row with { RetainUntil = until };
        },
        cancellationToken);

    /// <summary>Puts an object on legal hold: it must not be destroyed until the hold is lifted.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="objectId">The object's UUID.</param>
    /// <param name="reason">Why, for the audit; cut at 1,024 characters, no secrets.</param>
    /// <param name="actor">Who does it, for the audit; 1 to 256 characters.</param>
    /// <param name="cancellationToken">Ends the wait; it may be done all the same.</param>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ObjectNotFound"/>.</exception>
    public Task<bool> HoldAsync(ObjectKey key, Guid objectId, string reason, string actor, CancellationToken cancellationToken) =>
        SetAsync(ObjectAct.Hold, key, objectId, reason, actor, row => row with { LegalHold = true }, cancellationToken);

    /// <summary>Lifts the legal hold of an object.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="objectId">The object's UUID.</param>
    /// <param name="reason">Why, for the audit; cut at 1,024 characters, no secrets.</param>
    /// <param name="actor">Who does it, for the audit; 1 to 256 characters.</param>
    /// <param name="cancellationToken">Ends the wait; it may be done all the same.</param>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ObjectNotFound"/>.</exception>
    public Task<bool> ReleaseAsync(ObjectKey key, Guid objectId, string reason, string actor, CancellationToken cancellationToken) =>
        SetAsync(ObjectAct.Release, key, objectId, reason, actor, row => row with { LegalHold = false }, cancellationToken);

    /// <summary>Destroys an object for good: nobody finds it any more, its wrapped keys and its payload are deleted. A tombstone stays.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="objectId">The object's UUID.</param>
    /// <param name="reason">Why, for the audit; cut at 1,024 characters, no secrets.</param>
    /// <param name="actor">Who does it, for the audit and the tombstone; 1 to 256 characters.</param>
    /// <param name="cancellationToken">Ends the wait; it may be done all the same, and a repeat deletes what is left.</param>
    /// <returns>False when it was shredded before.</returns>
    /// <exception cref="P8eStateException">
    /// <see cref="ErrorCodes.ObjectNotFound"/>; <see cref="ErrorCodes.ObjectRetained"/>; <see cref="ErrorCodes.ObjectOnHold"/>.
    /// </exception>
    public Task<bool> ShredAsync(ObjectKey key, Guid objectId, string reason, string actor, CancellationToken cancellationToken) => RunAsync(
        ObjectAct.Shred, key, objectId, reason, actor, () => ShredRowAsync(key, objectId, actor, cancellationToken), cancellationToken);

    /// <summary>Removes the tombstone of an object, so that it can be put again; by itself that brings nothing back.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="objectId">The UUID of the object that was shredded.</param>
    /// <param name="reason">Why, for the audit; cut at 1,024 characters, no secrets.</param>
    /// <param name="actor">Who does it, for the audit; 1 to 256 characters.</param>
    /// <param name="cancellationToken">Ends the wait; it may be done all the same.</param>
    /// <returns>False when there is no such tombstone.</returns>
    public Task<bool> ReadmitAsync(ObjectKey key, Guid objectId, string reason, string actor, CancellationToken cancellationToken) => RunAsync(
        ObjectAct.Readmit,
        key,
        objectId,
        reason,
        actor,
        async () =>
        {
            var tombstone = await FindTombstoneAsync(key, objectId, cancellationToken).ConfigureAwait(false);
            if (tombstone?.BlobName is not null)
            {
                // Before its name is forgotten.
                await _blobs.DeleteAsync(_affiliate, tombstone.BlobName, cancellationToken).ConfigureAwait(false);
            }

            return tombstone is not null && await _index.TryRemoveTombstoneAsync(tombstone, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    private static P8eStateException Retained(ObjectRow row, string doing) => new(
        StateErrorKind.Conflict, ErrorCodes.ObjectRetained, $"{doing} object {row.Key}: it is retained until {row.RetainUntil?.UtcDateTime:O}. Wait until then.");

    private static P8eStateException NotFound(ObjectKey key, Guid objectId) =>
        new(StateErrorKind.NotFound, ErrorCodes.ObjectNotFound, $"Looking for object {key} with UUID {objectId}: there is none. Check both.");

    private static P8eTransientException Unsettled(ObjectKey key) => new(
        ErrorCodes.StorageUnavailable, $"Changing object {key}: its row changed each of the {RoundsMax} times that it was looked at. Try again.");

    private async Task<bool> RunAsync(
        ObjectAct act, ObjectKey key, Guid objectId, string details, string actor, Func<Task<bool>> run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(details);
        var result = await _acts.RunAsync(
            actor, act, key, objectId, details, async () => new ActResult(objectId, await run().ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        return result.IsChange;
    }

    private Task<bool> SetAsync(
        ObjectAct act, ObjectKey key, Guid objectId, string details, string actor, Func<ObjectRow, ObjectRow> change, CancellationToken cancellationToken) => RunAsync(
        act,
        key,
        objectId,
        details,
        actor,
        async () =>
        {
            for (var round = 0; round < RoundsMax; round++)
            {
                var row = await _index.FindByIdAsync(_affiliate, key, objectId, cancellationToken).ConfigureAwait(false) ?? throw NotFound(key, objectId);
                var changed = change(row);
                if (changed == row)
                {
                    return false;
                }

                if (await _index.TryReplaceAsync(changed, cancellationToken).ConfigureAwait(false))
                {
                    return true;
                }
            }

            throw Unsettled(key);
        },
        cancellationToken);

    private async Task<bool> ShredRowAsync(ObjectKey key, Guid objectId, string actor, CancellationToken cancellationToken)
    {
        DateTimeOffset? tried = null;
        for (var round = 0; round < RoundsMax; round++)
        {
            var row = await _index.FindByIdAsync(_affiliate, key, objectId, cancellationToken).ConfigureAwait(false);
            var tombstone = row is null ? await FindTombstoneAsync(key, objectId, cancellationToken).ConfigureAwait(false) ?? throw NotFound(key, objectId) : Bury(row, actor);
            var isOver = row is null || await _index.TryShredAsync(row, tombstone, cancellationToken).ConfigureAwait(false);
            if (isOver)
            {
                if (tombstone.BlobName is not null)
                {
                    await _blobs.DeleteAsync(_affiliate, tombstone.BlobName, cancellationToken).ConfigureAwait(false);
                }

                return row is not null || tombstone.Shredded == tried; // Equal: it was ours, and the answer was lost.
            }

            tried = tombstone.Shredded;
        }

        throw Unsettled(key);
    }

    private ObjectTombstone Bury(ObjectRow row, string actor)
    {
        var now = _clock.GetUtcNow();
        if (row.LegalHold)
        {
            throw new P8eStateException(StateErrorKind.Conflict, ErrorCodes.ObjectOnHold, $"Shredding object {row.Key}: it is on legal hold. Have the hold lifted first.");
        }

        return row.RetainUntil > now ? throw Retained(row, "Shredding") : new ObjectTombstone
        {
            Affiliate = row.Affiliate,
            Key = row.Key,
            Audience = row.Audience,
            Readers = row.Readers,
            ObjectId = row.ObjectId,
            ContentLength = row.ContentLength,
            PayloadLength = row.PayloadLength,
            BlobName = row.BlobName,
            Created = row.Created,
            Shredded = now,
            ShreddedBy = actor,
        };
    }

    private async Task<ObjectTombstone?> FindTombstoneAsync(ObjectKey key, Guid objectId, CancellationToken cancellationToken) =>
        await _index.ListTombstonesAsync(_affiliate, key, cancellationToken).FirstOrDefaultAsync(one => one.ObjectId == objectId, cancellationToken).ConfigureAwait(false);
}
