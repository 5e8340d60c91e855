using System.Buffers.Binary;
using System.IO.Compression;

namespace P8e.Console.Tests;

/// <summary>What can be said of a PNG without comparing pixels, which fonts and versions change: its size, and whether anything is on it.</summary>
internal sealed record Screenshot(int Width, int Height, int Shades)
{
    private const int SignatureBytes = 8;
    private const int ChunkFrameBytes = 12;

    internal static Screenshot Read(ReadOnlySpan<byte> png)
    {
        var (width, height) = (0, 0);
        var packed = new MemoryStream();
        for (var rest = png[SignatureBytes..]; rest.Length >= ChunkFrameBytes;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            var type = rest.Slice(4, 4);
            var data = rest.Slice(8, length);
            if (type.SequenceEqual("IHDR"u8))
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                packed.Write(data);
            }

            rest = rest[(ChunkFrameBytes + length)..];
        }

        packed.Position = 0;
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Decompress))
        {
            zlib.CopyTo(unpacked);
        }

        return new Screenshot(width, height, unpacked.ToArray().Distinct().Count());
    }
}
