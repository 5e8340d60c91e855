using System.Buffers.Binary;
using P8e.Protocol.Wire.ScopeEncryption;

namespace P8e.Cryptography.Tests.Support;

/// <summary>A container taken apart by the byte layout of object-store 5.1, so that tests can change one part and put it together again.</summary>
internal sealed class ContainerParts
{
    private const int PreambleBytes = 26;

    private ContainerParts(byte[] preamble, byte[][] sections, byte[] payload)
    {
        Preamble = preamble;
        Sections = sections;
        Payload = payload;
    }

    internal byte[] Preamble { get; }

    /// <summary>Metadata, URI, signatures, protobuf.</summary>
    internal byte[][] Sections { get; }

    internal byte[] Payload { get; set; }

    internal DIME Wire
    {
        get => DIME.Parser.ParseFrom(Sections[3]);
        set => Sections[3] = Google.Protobuf.MessageExtensions.ToByteArray(value);
    }

    internal static ContainerParts Split(byte[] container)
    {
        var sections = new byte[4][];
        var position = PreambleBytes;
        for (var i = 0; i < sections.Length; i++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(container.AsSpan(position));
            sections[i] = container[(position + 4)..(position + 4 + length)];
            position += 4 + length;
        }

        return new ContainerParts(container[..PreambleBytes], sections, container[position..]);
    }

    /// <summary>Where the length field of a section stands.</summary>
    internal int LengthOffset(int section) => PreambleBytes + Sections.Take(section).Sum(bytes => bytes.Length + 4);

    internal byte[] ToBytes()
    {
        var length = new byte[4];
        return
        [
            .. Preamble,
            .. Sections.SelectMany(section =>
            {
                BinaryPrimitives.WriteInt32BigEndian(length, section.Length);
                return (byte[])[.. length, .. section];
            }),
            .. Payload,
        ];
    }
}
