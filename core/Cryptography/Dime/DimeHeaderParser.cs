using System.Buffers.Binary;
using System.Text.Unicode;

namespace P8e.Cryptography.Dime;

/// <summary>Reads a header from a growing buffer (object-store 5.1, checks of 3.3).</summary>
internal static class DimeHeaderParser
{
    internal static bool TryParse(ReadOnlySpan<byte> received, DimeLimits limits, out DimeHeader? header, out int bytesWanted)
    {
        header = null;
        bytesWanted = DimeFormat.PreambleBytes + DimeFormat.LengthBytes;
        if (!CheckPreamble(received))
        {
            return false;
        }

        Span<Range> sections = stackalloc Range[DimeSections.Count];
        var position = DimeFormat.PreambleBytes;
        for (var i = 0; i < sections.Length; i++)
        {
            // The lengths of the sections that follow are needed in any case.
            var trailing = (sections.Length - 1 - i) * DimeFormat.LengthBytes;
            bytesWanted = position + DimeFormat.LengthBytes + trailing;
            if (received.Length < position + DimeFormat.LengthBytes)
            {
                return false;
            }

            var length = BinaryPrimitives.ReadUInt32BigEndian(received[position..]);
            position += DimeFormat.LengthBytes;
            if (length > limits.HeaderBytesMax - (long)position - trailing)
            {
                throw DimeFormat.Malformed($"its header is longer than the {limits.HeaderBytesMax} bytes that this store accepts");
            }

            sections[i] = position..(position + (int)length);
            position += (int)length;
            bytesWanted = position + trailing;
        }

        if (received.Length < position)
        {
            return false;
        }

        header = Build(received[..position], sections);
        return true;
    }

    /// <summary>False when the preamble has not arrived yet; a wrong byte is refused as soon as it is there.</summary>
    private static bool CheckPreamble(ReadOnlySpan<byte> received)
    {
        var magic = received[..Math.Min(received.Length, DimeFormat.Magic.Length)];
        if (!DimeFormat.Magic.StartsWith(magic))
        {
            throw DimeFormat.Malformed("it does not begin with DIME");
        }

        if (received.Length < DimeFormat.PreambleBytes)
        {
            return false;
        }

        var version = BinaryPrimitives.ReadUInt16BigEndian(received[4..]);
        if (version != DimeFormat.Version)
        {
            throw DimeFormat.Malformed($"its version is {version}, not 1");
        }

        var uuidLength = BinaryPrimitives.ReadUInt32BigEndian(received[6..]);
        if (uuidLength != DimeFormat.UuidBytes)
        {
            throw DimeFormat.Malformed($"its UUID has {uuidLength} bytes, not 16");
        }

        return true;
    }

    private static DimeHeader Build(ReadOnlySpan<byte> bytes, ReadOnlySpan<Range> sections)
    {
        if (!DimeJson.TryReadMetadata(bytes[sections[0]], out var metadata))
        {
            throw DimeFormat.Malformed($"its metadata is not a JSON object of at most {DimeLimits.MetadataEntriesMax} strings");
        }

        if (!Utf8.IsValid(bytes[sections[1]]))
        {
            throw DimeFormat.Malformed("its uri is not UTF-8");
        }

        var protobuf = bytes[sections[3]].ToArray();
        var wire = DimeWire.Parse(protobuf);
        var id = new Guid(bytes.Slice(DimeFormat.PreambleBytes - DimeFormat.UuidBytes, DimeFormat.UuidBytes), bigEndian: true);
        return new DimeHeader(
            id,
            metadata,
            new DimeSections(bytes[sections[0]].ToArray(), bytes[sections[1]].ToArray(), bytes[sections[2]].ToArray(), protobuf),
            wire);
    }
}
