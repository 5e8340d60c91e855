using System.Runtime.CompilerServices;
using P8e.Cryptography;
using P8e.Cryptography.Dime;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Local;

/// <summary>
/// The store of one affiliate over the two ports. Bytes come first, the row last: whatever dies in between leaves a blob that no row names,
/// never a row without bytes.
/// </summary>
public sealed class LocalObjectStore : IObjectStore
{
    /// <summary>Each round in which nothing is decided, somebody else has decided something; many such rounds cannot be.</summary>
    private const int RoundsMax = 8;

    private const int NamesMax = 10_000;
    private const int ListedMax = 16;

    private readonly AffiliateName _affiliate;
    private readonly IObjectBlobs _blobs;
    private readonly IObjectIndex _index;
    private readonly ObjectStoreOptions _options;
    private readonly BlockBuffers _buffers;
    private readonly IRandomSource _random;
    private readonly TimeProvider _clock;
    private readonly ObjectPointers? _pointers;

    /// <summary>Makes a store.</summary>
    /// <param name="affiliate">Whose objects it keeps.</param>
    /// <param name="blobs">Where long payloads lie.</param>
    /// <param name="index">Where the rows lie.</param>
    /// <param name="options">Sizes and limits.</param>
    /// <param name="random">Source of object UUIDs and blob names.</param>
    /// <param name="clock">Source of creation times.</param>
    /// <param name="pointers">Mail and replication; null for a store whose objects set off nothing.</param>
    public LocalObjectStore(
        AffiliateName affiliate,
        IObjectBlobs blobs,
        IObjectIndex index,
        ObjectStoreOptions options,
        IRandomSource random,
        TimeProvider clock,
        ObjectPointers? pointers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            options.PayloadBytesMax, (long)options.BlockBytes * ObjectStoreOptions.BlocksMax, "ObjectStore:PayloadBytesMax");
        _affiliate = affiliate;
        _blobs = blobs;
        _index = index;
        _options = options;
        _buffers = new BlockBuffers(options);
        _random = random;
        _clock = clock;
        _pointers = pointers;
    }

    /// <inheritdoc/>
    public async Task<StoredObject> PutAsync(ObjectUpload upload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        CheckLength(upload.Header);
        var readers = AudienceId.ReadersOf(upload.Header);
        var audience = AudienceId.Of(readers);
        var writer = new PayloadWriter(_blobs, _affiliate, _options, _buffers, NewBlobName, length => _pointers?.RequireDeliverable(upload.Header, length));
        await writer.ReadAsync(upload, cancellationToken).ConfigureAwait(false);
        var properties = await upload.CompleteAsync(cancellationToken).ConfigureAwait(false);
        var header = upload.Header.WithSignature(
            properties.Required(ObjectProperties.Signature).Span, properties.Required(ObjectProperties.SignaturePublicKey).Span);
        CheckLength(header);
        var row = new ObjectRow
        {
            Affiliate = _affiliate,
            Key = properties.Key,
            Audience = audience,
            Readers = readers,
            ObjectId = _random.NextUuid(),
            Header = header.ToBytes(),
            Properties = properties.InOrder,
            ContentLength = upload.ContentLength,
            PayloadLength = writer.Length,
            BlobName = writer.BlobName,
            InlinePayload = writer.InlinePayload,
            IsOwn = upload.IsOwn,
            Created = _clock.GetUtcNow(),
        };
        return writer.Upload is null
            ? await InsertAsync(row, header, cancellationToken).ConfigureAwait(false)
            : await CommitAsync(row, header, writer.Upload, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<ObjectDownload?> GetAsync(ObjectKey key, ReaderId reader, CancellationToken cancellationToken)
    {
        var row = await _index.FindForReaderAsync(_affiliate, key, reader, cancellationToken).ConfigureAwait(false);
        return row is null ? null : Open(row);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectDownload> ListAsync(ObjectKey key, ReaderId reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Strangers decide how many objects a key has: only their names are kept, our own come first, and only so many are given.
        var found = await _index.ListOfKeyAsync(_affiliate, key, cancellationToken).Where(row => row.Readers.Contains(reader))
            .Select(row => (row.Audience, row.IsOwn, row.Created)).Take(NamesMax).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (audience, _, _) in found.OrderByDescending(one => one.IsOwn).ThenBy(one => one.Created).Take(ListedMax))
        {
            if (await _index.FindAsync(_affiliate, key, audience, cancellationToken).ConfigureAwait(false) is { } row)
            {
                yield return Open(row);
            }
        }
    }

    private LocalObjectDownload Open(ObjectRow row) => new(_blobs, row, DimeHeader.Parse(row.Header.Span));

    private string NewBlobName() => $"{_clock.GetUtcNow():yyyyMMdd}/{_random.NextUuid():D}";

    private async Task<StoredObject> InsertAsync(ObjectRow row, DimeHeader header, CancellationToken cancellationToken)
    {
        var written = _pointers is null ? null : await _pointers.WriteAsync(row, header, cancellationToken).ConfigureAwait(false);
        if (await _index.TryInsertAsync(row, cancellationToken).ConfigureAwait(false))
        {
            if (written is not null)
            {
                _pointers!.Announce(written);
            }

            return StoredObjects.Describe(row, header);
        }

        StoredObject answer;
        try
        {
            answer = await AnswerRepeatAsync(row, header, cancellationToken).ConfigureAwait(false);
        }
        catch (P8eStateException) when (written is not null)
        {
            await _pointers!.TakeBackAsync(written, cancellationToken).ConfigureAwait(false);
            throw;
        }

        if (written is not null && answer.ObjectId != row.ObjectId)
        {
            await _pointers!.TakeBackAsync(written, cancellationToken).ConfigureAwait(false);
        }

        return answer;
    }

    private async Task<StoredObject> CommitAsync(ObjectRow row, DimeHeader header, IBlobUpload upload, CancellationToken cancellationToken)
    {
        // Looking first saves a repeat of a long object its commit; the insert decides.
        if (await FindWithBytesAsync(row, cancellationToken).ConfigureAwait(false) is { } first && !IsBetter(row, first))
        {
            await SendAgainAsync(first, row, header, cancellationToken).ConfigureAwait(false);
            return StoredObjects.Describe(first, DimeHeader.Parse(first.Header.Span));
        }

        await upload.CommitAsync(new BlobOrigin(row.Key, row.Audience), cancellationToken).ConfigureAwait(false);
        return await InsertAsync(row, header, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The insert found an object with this key and audience: either somebody was first, or our own insert's answer was lost.</summary>
    private async Task<StoredObject> AnswerRepeatAsync(ObjectRow row, DimeHeader header, CancellationToken cancellationToken)
    {
        for (var round = 0; round < RoundsMax; round++)
        {
            var existing = await _index.FindAsync(row.Affiliate, row.Key, row.Audience, cancellationToken).ConfigureAwait(false);
            if (existing is null)
            {
                // Moved or removed between the two calls, or shredded for good.
                if (await _index.TryInsertAsync(row, cancellationToken).ConfigureAwait(false))
                {
                    return StoredObjects.Describe(row, header);
                }

                await RefuseShreddedAsync(row, cancellationToken).ConfigureAwait(false);
            }
            else if (existing.ObjectId == row.ObjectId || (!IsBetter(row, existing) && await _blobs.HasPayloadAsync(existing, cancellationToken).ConfigureAwait(false)))
            {
                await DropOwnBlobAsync(row, existing, cancellationToken).ConfigureAwait(false);
                await SendAgainAsync(existing, row, header, cancellationToken).ConfigureAwait(false);
                return StoredObjects.Describe(existing, DimeHeader.Parse(existing.Header.Span));
            }
            else
            {
                // The storage had lost the bytes, and the repeat heals the object (object-store 3.5 rule 5), or a stranger filed something under our hash.
                var healed = row with
                {
                    ObjectId = existing.ObjectId,
                    Created = existing.Created,
                    RetainUntil = existing.RetainUntil,
                    LegalHold = existing.LegalHold,
                    Version = existing.Version,
                };
                if (await _index.TryReplaceAsync(healed, cancellationToken).ConfigureAwait(false))
                {
                    await SendAgainAsync(existing, row, header, cancellationToken).ConfigureAwait(false);
                    await SendInsteadAsync(existing, healed, header, cancellationToken).ConfigureAwait(false);
                    return StoredObjects.Describe(healed, header);
                }
            }
        }

        throw new P8eTransientException(
            ErrorCodes.StorageUnavailable, $"Putting object {row.Key}: its row changed each of the {RoundsMax} times that it was looked at. Put the object again.");
    }

    /// <summary>What we sealed has its hash for certain, and takes the place of what somebody else only says has it. The blob of that is left to the sweeper, because it may be being read.</summary>
    private bool IsBetter(ObjectRow row, ObjectRow existing) =>
        row.IsOwn && !existing.IsOwn && !existing.LegalHold && !(existing.RetainUntil > _clock.GetUtcNow());

    /// <summary>What is stored must be readable again, so the limit holds for the header with its signature, too.</summary>
    private static void CheckLength(DimeHeader header)
    {
        if (header.Length > DimeLimits.Default.HeaderBytesMax)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded,
                $"Putting an object: its header with the signature has at least {header.Length} bytes, at most {DimeLimits.Default.HeaderBytesMax} are stored. Name fewer readers or less metadata.");
        }
    }

    private async Task<ObjectRow?> FindWithBytesAsync(ObjectRow row, CancellationToken cancellationToken)
    {
        var existing = await _index.FindAsync(row.Affiliate, row.Key, row.Audience, cancellationToken).ConfigureAwait(false);
        return existing is not null && await _blobs.HasPayloadAsync(existing, cancellationToken).ConfigureAwait(false) ? existing : null;
    }

    private async Task RefuseShreddedAsync(ObjectRow row, CancellationToken cancellationToken)
    {
        if (!await _index.ListTombstonesAsync(row.Affiliate, row.Key, cancellationToken).AnyAsync(one => one.Audience == row.Audience, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (row.BlobName is not null)
        {
            await _blobs.DeleteAsync(row.Affiliate, row.BlobName, cancellationToken).ConfigureAwait(false);
        }

        throw new P8eStateException(
            StateErrorKind.Conflict,
            ErrorCodes.ObjectShredded,
            $"Putting object {row.Key}: it was shredded for this audience. Ask the operator to readmit it, or put it for another audience.");
    }

    /// <summary>What took a stranger's place goes to the homes of its readers, where the stranger's may be or may not.</summary>
    private Task SendInsteadAsync(ObjectRow existing, ObjectRow healed, DimeHeader header, CancellationToken cancellationToken) =>
        _pointers is null || existing.IsOwn == healed.IsOwn ? Task.CompletedTask
            : _pointers.SendToAsync(healed, ObjectPointers.ReadersButOwner(healed, header), _clock.GetUtcNow(), cancellationToken);

    private Task SendAgainAsync(ObjectRow existing, ObjectRow row, DimeHeader header, CancellationToken cancellationToken) =>
        _pointers is null || existing.ObjectId == row.ObjectId ? Task.CompletedTask : _pointers.SendAgainAsync(existing, row, header, cancellationToken);

    private Task DropOwnBlobAsync(ObjectRow row, ObjectRow existing, CancellationToken cancellationToken) =>
        row.BlobName is null || row.BlobName == existing.BlobName
            ? Task.CompletedTask
            : _blobs.DeleteAsync(row.Affiliate, row.BlobName, cancellationToken);
}
