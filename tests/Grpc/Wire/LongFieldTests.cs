using System.Buffers;
using Google.Protobuf;
using P8e.Grpc.Wire;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Grpc.Tests.Wire;

public sealed class LongFieldTests
{
    private static readonly LongField s_data = new(ChunkBidi.ChunkFieldNumber, Chunk.DataFieldNumber);

    public static TheoryData<byte[]> Others { get; } = new()
    {
        Array.Empty<byte>(),
        new byte[] { 0x12 },
        new ChunkBidi { MultiStreamHeader = new MultiStreamHeader { StreamCount = 1 } }.ToByteArray(),
        new ChunkBidi { Chunk = new Chunk { Header = new StreamHeader { Name = "DIME" }, Data = ByteString.CopyFrom(1, 2, 3) } }.ToByteArray(),
        new ChunkBidi { Chunk = new Chunk { Value = ByteString.CopyFrom(1, 2, 3) } }.ToByteArray(),
        new ChunkBidi { Chunk = new Chunk { End = new ChunkEnd() } }.ToByteArray(),
        new ChunkBidi { Chunk = new Chunk { Data = ByteString.Empty } }.ToByteArray(),

        // Another field behind the data, in either message; a length that is too long, too short, or has no end.
        new byte[] { 0x12, 0x05, 0x12, 0x01, 0x07, 0x18, 0x01 },
        new byte[] { 0x12, 0x03, 0x12, 0x01, 0x07, 0x18, 0x01 },
        new byte[] { 0x12, 0x03, 0x12, 0x02, 0x07 },
        new byte[] { 0x12, 0x02, 0x12, 0x01, 0x07 },
        new byte[] { 0x12, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 },
        new byte[] { 0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_384)]
    [InlineData(2_000_000)]
    public void Find_OfAMessageThatIsNothingButTheField_GivesItsLength(int length)
    {
        var message = MessageOf(new byte[length]);
        Assert.Equal(length, s_data.Find(new ReadOnlySequence<byte>(message), message.Length));
        Assert.Equal(length, s_data.Find(new ReadOnlySequence<byte>(message.AsMemory(0, Math.Min(message.Length, LongField.HeadBytesMax))), message.Length));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Find_OfAnythingElse_GivesNothing(byte[] message) => Assert.Null(s_data.Find(new ReadOnlySequence<byte>(message), message.Length));

    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(65_536)]
    public void Wrap_OfBytes_MakesTheMessage(int length)
    {
        var buffer = new byte[LongField.HeadBytesMax + length];
        new Random(length).NextBytes(buffer);
        var field = buffer[LongField.HeadBytesMax..];
        Assert.Equal(MessageOf(field), s_data.Wrap(buffer, length).ToArray());
    }

    private static byte[] MessageOf(byte[] data) => new ChunkBidi { Chunk = new Chunk { Data = UnsafeByteOperations.UnsafeWrap(data) } }.ToByteArray();
}
