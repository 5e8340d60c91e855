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
        WritePrefix(output, message.CalculateSize());
        message.WriteTo(output);
    }

    public static void WritePrefix(IBufferWriter<byte> output, int length)
    {
        var prefix = output.GetSpan(PrefixBytes);
        prefix[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], (uint)length);
        output.Advance(PrefixBytes);
    }
}
