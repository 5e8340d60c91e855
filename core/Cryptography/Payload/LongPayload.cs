using System.Buffers;
using System.Security.Cryptography;
using P8e.Cryptography.Hashes;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Payload;

/// <summary>
/// Opens payloads that are too long for memory, in two readings. AES-GCM proves nothing before its last byte, and a byte must not leave before
/// it is proved: the first reading proves and keeps hashes, the second one releases only pieces that have those hashes.
/// </summary>
public static class LongPayload
{
    /// <summary>Size of a piece, and of the one buffer that is used, in bytes.</summary>
    public const int PieceBytes = 1024 * 1024;

    /// <summary>First reading: decrypts, authenticates and hashes, and throws the content away.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="payload">Positioned at the payload's first byte; not disposed.</param>
    /// <param name="payloadLength">The payload's length, in bytes; the stream must end there.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.DimePayloadInvalid"/>: not what was sealed.</exception>
    public static async Task<PayloadProof> ProveAsync(DataKey key, Stream payload, long payloadLength, CancellationToken cancellationToken)
    {
        using var hasher = new ContentHasher();
        var hashes = new List<byte[]>();
        var contentLength = await ReadPiecesAsync(
            key,
            payload,
            payloadLength,
            (index, piece) => hashes.Add(HMACSHA256.HashData(key.Bytes, piece)),
            (content, _) =>
            {
                hasher.Append(content.Span);
                return ValueTask.CompletedTask;
            },
            cancellationToken).ConfigureAwait(false);
        return new PayloadProof(hasher.Finish(), contentLength, payloadLength, hashes);
    }

    /// <summary>Second reading: writes the content. Every piece is compared with the proof before it is decrypted.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="payload">The same payload from its first byte; not disposed.</param>
    /// <param name="payloadLength">The payload's length, in bytes.</param>
    /// <param name="proof">What the first reading proved.</param>
    /// <param name="destination">Receives the content; not disposed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.DimePayloadInvalid"/>: payload, length or key are not those of the first reading; no byte of a changed piece was written.</exception>
    public static Task ReleaseAsync(
        DataKey key, Stream payload, long payloadLength, PayloadProof proof, Stream destination, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(destination);
        if (payloadLength != proof.PayloadLength)
        {
            throw PayloadFrame.Invalid();
        }

        return ReadPiecesAsync(
            key,
            payload,
            payloadLength,
            (index, piece) =>
            {
                Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
                HMACSHA256.HashData(key.Bytes, piece, hash);
                if (!hash.SequenceEqual(proof.PieceHashes[index]))
                {
                    throw PayloadFrame.Invalid();
                }
            },
            (content, token) => destination.WriteAsync(content, token),
            cancellationToken);
    }

    private delegate void PieceCheck(int index, ReadOnlySpan<byte> piece);

    private delegate ValueTask ContentSink(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    private static async Task<long> ReadPiecesAsync(
        DataKey key, Stream payload, long payloadLength, PieceCheck check, ContentSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(payload);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        var tag = new byte[AesFrame.TagBytes];
        GcmStream? cipher = null;
        long contentLength = 0;
        try
        {
            var tagStart = payloadLength - AesFrame.TagBytes;
            var index = 0;
            for (long start = 0; start < payloadLength; start += PieceBytes)
            {
                var length = (int)Math.Min(PieceBytes, payloadLength - start);
                var read = await payload.ReadAtLeastAsync(buffer.AsMemory(0, length), length, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
                if (read < length)
                {
                    throw PayloadFrame.Invalid();
                }

                check(index++, buffer.AsSpan(0, length));
                var contentStart = start == 0 ? Begin(key, buffer.AsSpan(0, length), tagStart, out cipher) : 0;
                var contentEnd = (int)Math.Clamp(tagStart - start, contentStart, length);
                cipher!.Transform(buffer.AsSpan(contentStart..contentEnd));
                await sink(buffer.AsMemory(contentStart..contentEnd), cancellationToken).ConfigureAwait(false);
                contentLength += contentEnd - contentStart;
                if (contentEnd < length)
                {
                    // The tag may lie across two pieces.
                    buffer.AsSpan(contentEnd..length).CopyTo(tag.AsSpan((int)(start + contentEnd - tagStart)));
                }
            }

            var ended = cipher is not null
                && cipher.TryFinishOpening(tag)
                && await payload.ReadAsync(buffer.AsMemory(0, 1), cancellationToken).ConfigureAwait(false) == 0;
            return ended ? contentLength : throw PayloadFrame.Invalid();
        }
        finally
        {
            cipher?.Dispose();
            CryptographicOperations.ZeroMemory(buffer.AsSpan(0, PieceBytes));
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads the frame's head in the first piece and starts the cipher.</summary>
    /// <returns>Where the content starts.</returns>
    private static int Begin(DataKey key, ReadOnlySpan<byte> firstPiece, long tagStart, out GcmStream cipher)
    {
        if (!AesFrame.TryReadHead(firstPiece, out var iv) || tagStart < AesFrame.LengthBytes + iv.Length)
        {
            throw PayloadFrame.Invalid();
        }

        cipher = GcmStream.Open(key.Bytes, iv);
        return AesFrame.LengthBytes + iv.Length;
    }
}
