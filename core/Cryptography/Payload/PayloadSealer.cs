using P8e.Cryptography.Hashes;

namespace P8e.Cryptography.Payload;

/// <summary>
/// Turns a content that is read from a stream into its payload, in the reader's own buffer: the content is hashed and encrypted where it
/// lands, so nothing is copied and memory does not grow with the object.
/// </summary>
public sealed class PayloadSealer : IDisposable
{
    private const int HeadBytes = AesFrame.LengthBytes + AesFrame.IvBytes;

    private readonly Stream _content;
    private readonly GcmStream _cipher;
    private readonly ContentHasher _hasher = new();
    private readonly byte[] _head = new byte[HeadBytes];
    private readonly byte[] _tag = new byte[AesFrame.TagBytes];
    private int _headWritten;
    private int _tagWritten;
    private bool _contentEnded;
    private bool _broken;

    /// <summary>Starts a payload.</summary>
    /// <param name="key">The object's key, used for this one payload.</param>
    /// <param name="random">Source of the IV.</param>
    /// <param name="content">Read to its end; not disposed.</param>
    public PayloadSealer(DataKey key, IRandomSource random, Stream content)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(content);
        _content = content;
        Span<byte> iv = stackalloc byte[AesFrame.IvBytes];
        random.Fill(iv);
        AesFrame.WriteHead(iv, _head);
        _cipher = GcmStream.Seal(key.Bytes, iv);
    }

    /// <summary>Length of the content that has been read so far, in bytes.</summary>
    public long ContentLength { get; private set; }

    /// <summary>The content's hashes; null until the payload has been read to its end.</summary>
    public ContentDigest? Digest { get; private set; }

    /// <summary>Gives the next bytes of the payload.</summary>
    /// <param name="buffer">At least one byte; filled completely except at the end.</param>
    /// <param name="cancellationToken">Ends the wait for the content.</param>
    /// <returns>Bytes written; 0 at the end.</returns>
    /// <exception cref="InvalidOperationException">An earlier call ended with an error of the content or was cancelled.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length, nameof(buffer)); // 0 means the end.
        if (_broken)
        {
            throw new InvalidOperationException("Reading the content failed before; bytes of it are lost. Start again with a new sealer.");
        }

        var written = Drain(_head, ref _headWritten, buffer.Span);
        while (!_contentEnded && written < buffer.Length)
        {
            var piece = buffer[written..];
            _broken = true; // Until the piece is sealed: what a failed reading took from the content cannot be had again.
            var read = await _content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            _hasher.Append(piece.Span[..read]);
            _cipher.Transform(piece.Span[..read]);
            ContentLength += read;
            written += read;
            _broken = false;
            if (read < piece.Length)
            {
                _contentEnded = true;
                _cipher.FinishSealing(_tag);
                Digest = _hasher.Finish();
            }
        }

        return _contentEnded ? written + Drain(_tag, ref _tagWritten, buffer.Span[written..]) : written;
    }

    /// <summary>Ends the cipher; OpenSSL zeroes its key.</summary>
    public void Dispose()
    {
        _cipher.Dispose();
        _hasher.Dispose();
    }

    private static int Drain(byte[] source, ref int position, Span<byte> target)
    {
        var count = Math.Min(source.Length - position, target.Length);
        source.AsSpan(position, count).CopyTo(target);
        position += count;
        return count;
    }
}
