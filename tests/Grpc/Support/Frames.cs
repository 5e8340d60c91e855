using System.Buffers.Binary;
using Google.Protobuf;
using P8e.Grpc.Tests.Messages;

namespace P8e.Grpc.Tests.Support;

/// <summary>Messages with their prefixes, right and wrong ones.</summary>
internal static class Frames
{
    public static byte[] Of(params Note[] notes) => [.. notes.SelectMany(note => Of(0, null, note.ToByteArray()))];

    public static byte[] Of(byte flag, uint? length, byte[] payload)
    {
        var frame = new byte[5 + payload.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length ?? (uint)payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }

    /// <summary>A note that takes exactly so many bytes.</summary>
    public static Note NoteOf(int bytes)
    {
        var note = new Note { Data = ByteString.CopyFrom(new byte[bytes - 10]) };
        note.Data = ByteString.CopyFrom(new byte[bytes - 10 + (bytes - note.CalculateSize())]);
        Assert.Equal(bytes, note.CalculateSize());
        return note;
    }
}
