using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace P8e.Grpc.Wire;

/// <summary>Writes a message with its prefix straight into the buffer that is sent.</summary>
internal static class FrameWriter
{
    private const int PrefixBytes = 5;

    public static void Write(IBufferWriter<byte> output, IMessage message)
    {
        var size = message.CalculateSize();
        var prefix = output.GetSpan(PrefixBytes);
        prefix[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], (uint)size);
        output.Advance(PrefixBytes);
        message.WriteTo(output);
    }
}
