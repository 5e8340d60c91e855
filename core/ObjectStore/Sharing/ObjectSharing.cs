using System.Runtime.CompilerServices;
using P8e.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Ecies;
using P8e.ObjectStore.Auditing;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Sharing;

/// <summary>
/// Adds and removes readers of stored objects by wrapping the data key anew; the payload is neither read nor written. UUID, time, properties and signature stay, the entries of readers who stay are
/// the same bytes. Safe to repeat and to run several times at once: each change is applied to what is there then. Every act has its line in the audit.
/// </summary>
public sealed class ObjectSharing
{
    private readonly AffiliateName _affiliate;
    private readonly IObjectIndex _index;
    private readonly IKeyAgreement _key;
    private readonly ObjectActs _acts;
    private readonly AudienceWriter _writer;
    private readonly DimeSealer _sealer;
    private readonly DimeOpener _opener;

    /// <summary>Makes it.</summary>
    /// <param name="affiliate">Whose objects.</param>
    /// <param name="index">The rows.</param>
    /// <param name="key">The affiliate's encryption key, which unwraps data keys.</param>
    /// <param name="audit">Where the lines go.</param>
    /// <param name="random">Source of ephemeral keys, IVs and UUIDs.</param>
    /// <param name="clock">Source of times.</param>
    /// <param name="pointers">Sends objects to the homes of their new readers; null when nothing is sent.</param>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    public ObjectSharing(
        AffiliateName affiliate,
        IObjectIndex index,
        IKeyAgreement key,
        IObjectAudit audit,
        IRandomSource random,
        TimeProvider clock,
        ObjectPointers? pointers = null,
        ISecp256k1? curve = null)
    {
        _affiliate = affiliate;
        _index = index;
        _key = key;
        _acts = new ObjectActs(affiliate, audit, random, clock);
        _writer = new AudienceWriter(affiliate, index, clock, pointers);
        _sealer = new DimeSealer(random, clock, curve);
        _opener = new DimeOpener(curve);
    }

    /// <summary>Changes the readers of one object.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="objectId">Its UUID; null means the one that the affiliate's key reads, of several the oldest.</param>
    /// <param name="change">Who comes and who goes.</param>
    /// <param name="actor">Who does it, for the audit; 1 to 256 characters.</param>
    /// <param name="cancellationToken">Ends the wait; it may be done all the same.</param>
    /// <returns>The object as it is now. Unchanged also when readers are only added and there is another object for exactly those.</returns>
    /// <exception cref="P8eStateException">
    /// <see cref="ErrorCodes.ObjectNotFound"/>; <see cref="ErrorCodes.ObjectReaderNeeded"/>: owner or last reader; <see cref="ErrorCodes.DimeNotAddressed"/>: the affiliate cannot read it itself;
    /// <see cref="ErrorCodes.ObjectAudienceTaken"/>, <see cref="ErrorCodes.ObjectShredded"/>: there is, or was, another object for exactly these readers.
    /// </exception>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>: too many readers; or the stored entry cannot be unwrapped.</exception>
    public async Task<SharedObject> ShareAsync(ObjectKey key, Guid? objectId, AudienceChange change, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(change);
        SharedObject? shared = null;
        await _acts.RunAsync(
            actor,
            ObjectAct.Share,
            key,
            objectId,
            change.Describe(),
            async () =>
            {
                var row = objectId is { } id
                    ? await _index.FindByIdAsync(_affiliate, key, id, cancellationToken).ConfigureAwait(false)
                    : await _index.FindForReaderAsync(_affiliate, key, ReaderId.Of(_key.PublicKey), cancellationToken).ConfigureAwait(false);
                var (now, isChange) = await _writer.ChangeAsync(
                    row ?? throw AudienceWriter.NotFound(key), (header, cancel) => ApplyAsync(header, key, change, cancel), cancellationToken).ConfigureAwait(false);
                shared = new SharedObject(key, now.ObjectId, now.Audience, now.Readers, isChange);
                return new ActResult(now.ObjectId, isChange);
            },
            cancellationToken).ConfigureAwait(false);
        return shared!;
    }

    /// <summary>
    /// Changes the readers of all objects of a list of keys, those of a scope for example: of every object that the affiliate's key reads, so that a reader who goes is gone from all of them. An
    /// object that is refused does not stop the others.
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <param name="change">Who comes and who goes.</param>
    /// <param name="actor">Who does it, for the audit; 1 to 256 characters.</param>
    /// <param name="cancellationToken">Ends the work; it can go on later, or begin again: what is done stays done.</param>
    /// <returns>One report for each object, in the order of the keys; for a key without such objects one that says <see cref="ErrorCodes.ObjectNotFound"/>.</returns>
    /// <exception cref="P8eTransientException">Storage or key cannot be reached now: go on at the position reported last.</exception>
    public async IAsyncEnumerable<ShareReport> ShareAllAsync(
        IReadOnlyList<ObjectKey> keys, AudienceChange change, string actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var own = ReaderId.Of(_key.PublicKey);
        for (var position = 0; position < keys.Count; position++)
        {
            var key = keys[position];
            var ids = await _index.ListOfKeyAsync(_affiliate, key, cancellationToken)
                .Where(row => row.Readers.Contains(own)).OrderBy(row => row.Created).Select(row => (Guid?)row.ObjectId).ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var id in ids.DefaultIfEmpty())
            {
                yield return await ReportAsync(position, key, id, change, actor, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<ShareReport> ReportAsync(int position, ObjectKey key, Guid? objectId, AudienceChange change, string actor, CancellationToken cancellationToken)
    {
        try
        {
            return new ShareReport(position, key, await ShareAsync(key, objectId, change, actor, cancellationToken).ConfigureAwait(false), null, null);
        }
        catch (P8eException refusal) when (refusal is P8eStateException or P8eInputException)
        {
            return new ShareReport(position, key, null, refusal.Code, refusal.Message);
        }
    }

    private async Task<DimeHeader?> ApplyAsync(DimeHeader header, ObjectKey key, AudienceChange change, CancellationToken cancellationToken)
    {
        var isOwnerGoing = header.Owner is not null && change.Remove.Contains(ReaderId.Of(header.Owner));
        var audience = header.Audience.Where(entry => !change.Remove.Contains(ReaderId.Of(entry))).ToList();
        var coming = change.Add.Where(reader => header.FindReader(reader) is null).Distinct().ToArray();
        if (isOwnerGoing || (audience.Count == 0 && coming.Length == 0))
        {
            throw new P8eStateException(
                StateErrorKind.Conflict,
                ErrorCodes.ObjectReaderNeeded,
                $"Sharing object {key}: its {(isOwnerGoing ? "owner" : "last reader")} cannot be taken out of its audience. Shred the object if nobody shall read it.");
        }

        if (audience.Count == header.Audience.Count && coming.Length == 0)
        {
            return null;
        }

        if (coming.Length > 0)
        {
            using var dataKey = await _opener.UnwrapAsync(header, _key, cancellationToken).ConfigureAwait(false);
            // Known programs write the owner's entry last (object-store 5.5).
            var place = audience.FindIndex(entry => header.Owner is not null && ReaderId.Of(entry) == ReaderId.Of(header.Owner));
            audience.InsertRange(place < 0 ? audience.Count : place, coming.Select(reader => _sealer.WrapFor(dataKey, reader, DimeContext.Retrieval)));
        }

        return header.WithAudience(audience);
    }
}
