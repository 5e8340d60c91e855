namespace P8e.Cryptography.Signatures;

/// <summary>Strict DER of a SEQUENCE of two INTEGERs of at most 32 bytes each. Every length here fits one byte.</summary>
internal static class DerInteger
{
    private const byte SequenceTag = 0x30;
    private const byte IntegerTag = 0x02;
    private const int HeaderBytes = 2;
    private const int ContentBytesMax = 33;

    /// <summary>Reads both integers into 32 bytes each; false for anything that is not the canonical encoding of two non-negative integers.</summary>
    internal static bool TryReadPair(ReadOnlySpan<byte> der, Span<byte> first, Span<byte> second)
    {
        if (der.Length < HeaderBytes || der[0] != SequenceTag || der[1] != der.Length - HeaderBytes || der[1] >= 0x80)
        {
            return false;
        }

        var rest = der[HeaderBytes..];
        return TryRead(ref rest, first) && TryRead(ref rest, second) && rest.IsEmpty;
    }

    /// <summary>Writes two unsigned big-endian integers.</summary>
    internal static byte[] WritePair(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Span<byte> content = stackalloc byte[2 * (HeaderBytes + ContentBytesMax)];
        var length = Write(first, content);
        length += Write(second, content[length..]);
        var der = new byte[HeaderBytes + length];
        der[0] = SequenceTag;
        der[1] = (byte)length;
        content[..length].CopyTo(der.AsSpan(HeaderBytes));
        return der;
    }

    private static bool TryRead(ref ReadOnlySpan<byte> rest, Span<byte> value)
    {
        if (rest.Length < HeaderBytes + 1 || rest[0] != IntegerTag || rest[1] is 0 or > ContentBytesMax || rest[1] > rest.Length - HeaderBytes)
        {
            return false;
        }

        var content = rest.Slice(HeaderBytes, rest[1]);
        rest = rest[(HeaderBytes + content.Length)..];
        if ((content[0] & 0x80) != 0)
        {
            return false; // Negative.
        }

        if (content[0] == 0 && content.Length > 1)
        {
            if ((content[1] & 0x80) == 0)
            {
                return false; // A zero byte that the sign does not need.
            }

            content = content[1..];
        }

        if (content.Length > value.Length)
        {
            return false;
        }

        value.Clear();
        content.CopyTo(value[(value.Length - content.Length)..]);
        return true;
    }

    private static int Write(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var start = value.IndexOfAnyExcept((byte)0);
        value = start < 0 ? value[^1..] : value[start..];
        var padding = value[0] >> 7;
        target[0] = IntegerTag;
        target[1] = (byte)(value.Length + padding);
        target[2] = 0;
        value.CopyTo(target[(HeaderBytes + padding)..]);
        return HeaderBytes + padding + value.Length;
    }
}
