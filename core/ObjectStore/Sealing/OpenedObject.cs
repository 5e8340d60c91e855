using System.Security.Cryptography;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Sealing;

/// <summary>
/// A content whose integrity, hash and signature have all been checked. A short one lies in memory and is zeroed by <see cref="Dispose"/>; a
/// long one is read again, piece by checked piece, when it is copied.
/// </summary>
public sealed class OpenedObject : IDisposable
{
    private readonly byte[]? _content;
    private readonly ObjectDownload _download;
    private readonly DataKey? _key;
    private readonly PayloadProof? _proof;
    private bool _disposed;

    internal OpenedObject(ObjectHash hash, PublicKey signer, ObjectDownload download, byte[] content)
        : this(hash, signer, download, content.Length) => _content = content;

    internal OpenedObject(ObjectHash hash, PublicKey signer, ObjectDownload download, DataKey key, PayloadProof proof)
        : this(hash, signer, download, proof.ContentLength)
    {
        _key = key;
        _proof = proof;
    }

    private OpenedObject(ObjectHash hash, PublicKey signer, ObjectDownload download, long length)
    {
        Hash = hash;
        Signer = signer;
        _download = download;
        Length = length;
    }

    /// <summary>The hash under which it was asked for; the content has it.</summary>
    public ObjectHash Hash { get; }

    /// <summary>Who signed the content. The caller decides whether that is whom it expects.</summary>
    public PublicKey Signer { get; }

    /// <summary>Length of the content, in bytes.</summary>
    public long Length { get; }

    /// <summary>Metadata of the container. Nothing vouches for it (object-store 5.10).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata => _download.Header.Metadata;

    /// <summary>What the store says about the object.</summary>
    public StoredObject Stored => _download.Stored;

    /// <summary>Writes the content.</summary>
    /// <param name="destination">Receives it; not disposed.</param>
    /// <param name="cancellationToken">Ends the copy.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.DimePayloadInvalid"/>: the stored bytes changed since they were checked; what was written so far is right, but not all.</exception>
    public async Task CopyToAsync(Stream destination, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_content is not null)
        {
            await destination.WriteAsync(_content, cancellationToken).ConfigureAwait(false);
            return;
        }

        var payload = await _download.OpenPayloadAsync(cancellationToken).ConfigureAwait(false);
        await using (payload.ConfigureAwait(false))
        {
            await LongPayload.ReleaseAsync(_key!, payload, _download.PayloadLength, _proof!, destination, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives the content in one piece.</summary>
    /// <param name="lengthMax">Longest content that the caller is ready to hold, in bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>A copy; the caller zeroes it where that matters.</returns>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>: it is longer.</exception>
    public async Task<byte[]> ReadAllBytesAsync(int lengthMax, CancellationToken cancellationToken)
    {
        if (Length > lengthMax)
        {
            throw new P8eInputException(ErrorCodes.LimitExceeded, $"Reading object {Hash}: it has {Length} bytes, but at most {lengthMax} were expected here.");
        }

        var content = new byte[Length];
        using var target = new MemoryStream(content);
        await CopyToAsync(target, cancellationToken).ConfigureAwait(false);
        return content;
    }

    /// <summary>Overwrites the content or its key.</summary>
    public void Dispose()
    {
        _disposed = true;
        _key?.Dispose();
        CryptographicOperations.ZeroMemory(_content);
    }
}
