using System.Buffers;
using System.Buffers.Text;
using Google.Protobuf;

namespace P8e.Cryptography;

/// <summary>Standard padded base64 of which every value has exactly one text: no white space, no stray bits, nothing missing.</summary>
internal static class StrictBase64
{
    /// <summary>Length of the text of a number of bytes.</summary>
    internal static int EncodedLength(int bytes) => (bytes + 2) / 3 * 4;

    /// <summary>Writes the text.</summary>
    internal static void Encode(ReadOnlySpan<byte> bytes, Span<byte> text) => _ = Base64.EncodeToUtf8(bytes, text, out _, out _);

    /// <summary>The text as a protobuf bytes field.</summary>
    internal static ByteString EncodeToByteString(ReadOnlySpan<byte> bytes)
    {
        Memory<byte> memory = new byte[EncodedLength(bytes.Length)];
        return EncodeToByteString(bytes, ref memory);
    }

    /// <summary>The text as a protobuf bytes field, in the first bytes of a memory that several fields share.</summary>
    internal static ByteString EncodeToByteString(ReadOnlySpan<byte> bytes, ref Memory<byte> memory)
    {
        var text = memory[..EncodedLength(bytes.Length)];
        memory = memory[text.Length..];
        Encode(bytes, text.Span);
        return UnsafeByteOperations.UnsafeWrap(text);
    }

    /// <summary>Reads a text of exactly as many bytes as the target has.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        if (text.Length != EncodedLength(bytes.Length))
        {
            return false;
        }

        Span<byte> decoded = stackalloc byte[bytes.Length + 2];
        Span<byte> again = stackalloc byte[text.Length];
        if (Base64.DecodeFromUtf8(text, decoded, out _, out var written) != OperationStatus.Done || written != bytes.Length)
        {
            return false;
        }

        // The decoder of the base library skips white space and ignores stray bits; writing the value again shows both.
        decoded[..written].CopyTo(bytes);
        Encode(bytes, again);
        return again.SequenceEqual(text);
    }
}
