using System.Buffers.Binary;

namespace P8e.ObjectStore.Tests.Sharing;

/// <summary>Finds the bytes of the audience entries in a container, without the code under test: field 4 of the message in its last section (object-store 2.2, 5.1).</summary>
internal static class RawAudience
{
    private const int PreambleBytes = 26;
    private const int SectionsBefore = 3;
    private const int AudienceTag = (4 << 3) | 2;

    internal static List<string> Of(ReadOnlySpan<byte> header)
    {
        var rest = header[PreambleBytes..];
        for (var section = 0; section < SectionsBefore; section++)
        {
            rest = rest[(4 + BinaryPrimitives.ReadInt32BigEndian(rest))..];
        }

        rest = rest.Slice(4, BinaryPrimitives.ReadInt32BigEndian(rest));
        var entries = new List<string>();
        while (!rest.IsEmpty)
        {
            var tag = Varint(ref rest);
            var length = (tag & 7) == 2 ? Varint(ref rest) : throw new InvalidOperationException("Recorded containers have messages only at the top.");
            if (tag == AudienceTag)
            {
                entries.Add(Convert.ToHexString(rest[..length]));
            }

            rest = rest[length..];
        }

        return entries;
    }

    private static int Varint(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
