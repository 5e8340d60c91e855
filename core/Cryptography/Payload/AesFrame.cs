using System.Buffers.Binary;
using System.Security.Cryptography;

namespace P8e.Cryptography.Payload;

/// <summary>
/// The frame of every AES-256-GCM ciphertext (object-store 1.7): <c>00 00 00 0C</c>, IV (12), ciphertext, tag (16).
/// Opening also takes IVs of 13 to 16 bytes, which the JVM reads; nothing is known to write them.
/// </summary>
internal static class AesFrame
{
    internal const int IvBytes = 12;
    internal const int IvBytesMax = 16;
    internal const int TagBytes = 16;
    internal const int LengthBytes = 4;
    internal const int OverheadBytes = LengthBytes + IvBytes + TagBytes;

    /// <summary>Writes a frame into exactly plaintext + 32 bytes; plaintext may be where the ciphertext goes.</summary>
    internal static void Seal(AesGcm aes, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData, Span<byte> frame)
    {
        WriteHead(iv, frame);
        var ciphertext = frame.Slice(LengthBytes + IvBytes, plaintext.Length);
        aes.Encrypt(iv, plaintext, ciphertext, frame[(LengthBytes + IvBytes + plaintext.Length)..], associatedData);
    }

    /// <summary>Writes the first 16 bytes of a frame.</summary>
    internal static void WriteHead(ReadOnlySpan<byte> iv, Span<byte> frame)
    {
        BinaryPrimitives.WriteInt32BigEndian(frame, IvBytes);
        iv.CopyTo(frame[LengthBytes..]);
    }

    /// <summary>Reads the IV at the start of a frame.</summary>
    /// <param name="frame">The frame, or its first 20 bytes.</param>
    /// <param name="iv">The IV, when the result is true.</param>
    /// <returns>False when the length is not 12 to 16, or the bytes are not there.</returns>
    internal static bool TryReadHead(ReadOnlySpan<byte> frame, out ReadOnlySpan<byte> iv)
    {
        iv = default;
        if (frame.Length < LengthBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(frame);
        if (length is < IvBytes or > IvBytesMax || frame.Length - LengthBytes < length)
        {
            return false;
        }

        iv = frame.Slice(LengthBytes, (int)length);
        return true;
    }

    /// <summary>Opens a frame with a 12-byte IV whose plaintext has exactly the length of the target.</summary>
    internal static bool TryOpen(AesGcm aes, ReadOnlySpan<byte> frame, ReadOnlySpan<byte> associatedData, Span<byte> plaintext)
    {
        if (!TryReadHead(frame, out var iv) || iv.Length != IvBytes || frame.Length != OverheadBytes + plaintext.Length)
        {
            return false;
        }

        var body = frame[(LengthBytes + IvBytes)..];
        try
        {
            aes.Decrypt(iv, body[..^TagBytes], body[^TagBytes..], plaintext, associatedData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false; // The outcome is the answer; the caller has one text for all of them.
        }
    }
}
