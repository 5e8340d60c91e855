using System.Security.Cryptography;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Payload;

/// <summary>Payloads that fit in memory (object-store 5.4). Long ones go through <see cref="PayloadSealer"/> and <see cref="LongPayload"/>.</summary>
public static class PayloadFrame
{
    /// <summary>How much longer a payload is than its content, in bytes.</summary>
    public const int OverheadBytes = AesFrame.OverheadBytes;

    /// <summary>Encrypts a content.</summary>
    /// <param name="key">The object's key, used for this one payload.</param>
    /// <param name="random">Source of the IV.</param>
    /// <param name="content">The content.</param>
    /// <returns>Content + 32 bytes.</returns>
    public static byte[] Seal(DataKey key, IRandomSource random, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> iv = stackalloc byte[AesFrame.IvBytes];
        random.Fill(iv);
        var frame = GC.AllocateUninitializedArray<byte>(OverheadBytes + content.Length);
        using var aes = new AesGcm(key.Bytes, AesFrame.TagBytes);
        AesFrame.Seal(aes, iv, content, associatedData: [], frame);
        return frame;
    }

    /// <summary>Decrypts a payload. IVs of 12 to 16 bytes are read, as the JVM does.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="payload">The payload from its first to its last byte.</param>
    /// <returns>The content.</returns>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.DimePayloadInvalid"/>: not what was sealed; no text says where it differs.</exception>
    public static byte[] Open(DataKey key, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!AesFrame.TryReadHead(payload, out var iv) || payload.Length < AesFrame.LengthBytes + iv.Length + AesFrame.TagBytes)
        {
            throw Invalid();
        }

        var content = GC.AllocateUninitializedArray<byte>(payload.Length - AesFrame.LengthBytes - iv.Length - AesFrame.TagBytes);
        if (!TryOpen(key, iv, payload[(AesFrame.LengthBytes + iv.Length)..], content))
        {
            CryptographicOperations.ZeroMemory(content);
            throw Invalid();
        }

        return content;
    }

    internal static P8eInputException Invalid() => new(
        ErrorCodes.DimePayloadInvalid,
        "Opening an object: its payload is not what was sealed. The object was altered or cut; ask its owner to store it again.");

    private static bool TryOpen(DataKey key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> body, Span<byte> content)
    {
        if (iv.Length != AesFrame.IvBytes)
        {
            // The base library takes 12-byte nonces only.
            body[..^AesFrame.TagBytes].CopyTo(content);
            using var gcm = GcmStream.Open(key.Bytes, iv);
            gcm.Transform(content);
            return gcm.TryFinishOpening(body[^AesFrame.TagBytes..]);
        }

        using var aes = new AesGcm(key.Bytes, AesFrame.TagBytes);
        try
        {
            aes.Decrypt(iv, body[..^AesFrame.TagBytes], body[^AesFrame.TagBytes..], content);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false; // The outcome is the answer; there is one text for all of them.
        }
    }
}
