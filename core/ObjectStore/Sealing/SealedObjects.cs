using System.Buffers;
using System.Security.Cryptography;
using P8e.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Hashes;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Sealing;

/// <summary>
/// Puts contents into a store and gets them out: the client half, where plaintext exists. Stricter than the SDK and compatible with it: what
/// is opened has the hash that was asked for and a valid signature (object-store 5.8).
/// </summary>
public sealed class SealedObjects
{
    private readonly IObjectStore _store;
    private readonly ObjectStoreOptions _options;
    private readonly IRandomSource _random;
    private readonly ISecp256k1 _curve;
    private readonly DimeSealer _sealer;
    private readonly DimeOpener _opener;

    /// <summary>Makes the client half of a store.</summary>
    /// <param name="store">Where the containers lie.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="random">Source of keys, IVs and UUIDs.</param>
    /// <param name="clock">Source of audit times.</param>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    public SealedObjects(IObjectStore store, ObjectStoreOptions options, IRandomSource random, TimeProvider clock, ISecp256k1? curve = null)
    {
        _store = store;
        _options = options;
        _random = random;
        _curve = curve ?? Secp256k1.Default;
        _sealer = new DimeSealer(random, clock, _curve);
        _opener = new DimeOpener(_curve);
    }

    /// <summary>Seals a content that is all there, and stores it.</summary>
    /// <param name="content">The content.</param>
    /// <param name="request">For whom and by whom.</param>
    /// <param name="cancellationToken">Ends the put, see <see cref="IObjectStore.PutAsync"/>.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>: content, readers or metadata are more than the store keeps.</exception>
    /// <exception cref="P8eTransientException">The storage or the signer cannot be reached now; repeating the put is safe.</exception>
    public Task<SealedObject> PutAsync(ReadOnlyMemory<byte> content, SealRequest request, CancellationToken cancellationToken)
    {
        using var key = DataKey.Generate(_random);
        var upload = new BufferedUpload(
            SealHeader(key, request), request, ContentHasher.HashData(content.Span), content.Length, PayloadFrame.Seal(key, _random, content.Span));
        return StoreAsync(upload, cancellationToken);
    }

    /// <summary>Seals a content of any length while it is read, and stores it. Memory does not grow with the content.</summary>
    /// <param name="content">Read to its end; not disposed.</param>
    /// <param name="request">For whom and by whom.</param>
    /// <param name="cancellationToken">Ends the put, see <see cref="IObjectStore.PutAsync"/>.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>: content, readers or metadata are more than the store keeps.</exception>
    /// <exception cref="P8eTransientException">The storage or the signer cannot be reached now; repeating the put is safe.</exception>
    public async Task<SealedObject> PutAsync(Stream content, SealRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(request);
        using var key = DataKey.Generate(_random);
        using var sealer = new PayloadSealer(key, _random, content);
        var length = content.CanSeek ? content.Length - content.Position : request.ContentLength;
        return await StoreAsync(new StreamedUpload(SealHeader(key, request), request, sealer, length), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds, opens and checks an object.</summary>
    /// <param name="hash">The content's hash.</param>
    /// <param name="reader">The reader's encryption key.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The content, all of it checked; the caller disposes it.</returns>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ObjectNotFound"/>: nothing under this hash is for this reader.</exception>
    /// <exception cref="P8eInputException">What is stored was altered, has another hash, or no valid signature.</exception>
    /// <exception cref="P8eTransientException">The storage or the key cannot be reached now.</exception>
    public async Task<OpenedObject> OpenAsync(ObjectHash hash, IKeyAgreement reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hash);
        ArgumentNullException.ThrowIfNull(reader);
        var download = await _store.GetAsync(hash.ToKey(), ReaderId.Of(reader.PublicKey), cancellationToken).ConfigureAwait(false)
            ?? throw new P8eStateException(
                StateErrorKind.NotFound,
                ErrorCodes.ObjectNotFound,
                $"Opening object {hash}: there is none for key {reader.PublicKey}. Check the hash, or ask the owner to share it with this key.");
        try
        {
            return await OpenAsync(hash, download, reader, cancellationToken).ConfigureAwait(false);
        }
        catch (P8eInputException refused)
        {
            // Whoever may upload may file anything under a hash; the right content may be there under another audience.
            return await OpenAnotherAsync(hash, download, reader, cancellationToken).ConfigureAwait(false) ?? throw new P8eInputException(refused.Code, refused.Message, refused);
        }
    }

    private async Task<OpenedObject?> OpenAnotherAsync(ObjectHash hash, ObjectDownload refused, IKeyAgreement reader, CancellationToken cancellationToken)
    {
        await foreach (var other in _store.ListAsync(hash.ToKey(), ReaderId.Of(reader.PublicKey), cancellationToken).ConfigureAwait(false))
        {
            try
            {
                if (other.Stored.ObjectId != refused.Stored.ObjectId)
                {
                    return await OpenAsync(hash, other, reader, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (P8eInputException)
            {
                // As bad as the first, whose fault is told when none is better.
            }
        }

        return null;
    }

    private async Task<OpenedObject> OpenAsync(ObjectHash hash, ObjectDownload download, IKeyAgreement reader, CancellationToken cancellationToken)
    {
        var key = await _opener.UnwrapAsync(download.Header, reader, cancellationToken).ConfigureAwait(false);
        try
        {
            if (download.PayloadLength > _options.BufferedBytes)
            {
                var opened = await ProveAsync(hash, download, key, cancellationToken).ConfigureAwait(false);
                key = null; // The opened object owns it now.
                return opened;
            }

            return await OpenBufferedAsync(hash, download, key, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            key?.Dispose();
        }
    }

    private DimeHeader SealHeader(DataKey key, SealRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _sealer.Seal(key, new DimeSealRequest
        {
            Owner = request.Owner,
            Readers = [.. request.Readers.Where(reader => !reader.Equals(request.Owner)).Distinct()],
            Signer = request.Signer.PublicKey,
            Metadata = request.Metadata,
        });
    }

    private async Task<SealedObject> StoreAsync(SealedUpload upload, CancellationToken cancellationToken)
    {
        var stored = await _store.PutAsync(upload, cancellationToken).ConfigureAwait(false);
        return new SealedObject(ObjectHash.FromBytes(stored.Key.Bytes.Span), stored);
    }

    private async Task<OpenedObject> OpenBufferedAsync(ObjectHash hash, ObjectDownload download, DataKey key, CancellationToken cancellationToken)
    {
        // Room for one byte more than there should be: a payload that goes on is refused as one that is cut.
        var room = (int)Math.Max(download.PayloadLength, 0) + 1;
        var buffer = ArrayPool<byte>.Shared.Rent(room);
        try
        {
            var stream = await download.OpenPayloadAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var read = await stream.ReadAtLeastAsync(buffer.AsMemory(0, room), room, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return OpenChecked(hash, download, PayloadFrame.Open(key, read == download.PayloadLength ? buffer.AsSpan(0, read) : []));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private OpenedObject OpenChecked(ObjectHash hash, ObjectDownload download, byte[] content)
    {
        try
        {
            return new OpenedObject(hash, Check(hash, download, ContentHasher.HashData(content)), download, content);
        }
        catch (P8eException)
        {
            CryptographicOperations.ZeroMemory(content);
            throw;
        }
    }

    private async Task<OpenedObject> ProveAsync(ObjectHash hash, ObjectDownload download, DataKey key, CancellationToken cancellationToken)
    {
        var stream = await download.OpenPayloadAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var proof = await LongPayload.ProveAsync(key, stream, download.PayloadLength, cancellationToken).ConfigureAwait(false);
            return new OpenedObject(hash, Check(hash, download, proof.Digest), download, key, proof);
        }
    }

    /// <summary>Checks hash and signature.</summary>
    /// <returns>The signer.</returns>
    private PublicKey Check(ObjectHash hash, ObjectDownload download, ContentDigest digest)
    {
        if (!hash.Matches(digest.Sha256.Span, digest.Sha512.Span))
        {
            throw new P8eInputException(
                ErrorCodes.ObjectHashMismatch,
                $"Opening object {hash}: the content that is stored under this hash has another one. Ask its owner to store it again.");
        }

        return download.Header.ReadSignature()?.Verify(digest.Sha512.Span, _curve) ?? throw new P8eInputException(
            ErrorCodes.DimeSignatureInvalid,
            $"Opening object {hash}: it has no valid signature over its content. Ask its owner to store it again.");
    }
}
