using System.IO.Pipelines;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using P8e.Grpc.Tests.Support;
using P8e.Grpc.Wire;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Grpc.Tests.Wire;

/// <summary>Messages whose long field is read as it comes.</summary>
public sealed class FrameReaderFieldTests
{
    private static readonly LongField s_data = new(ChunkBidi.ChunkFieldNumber, Chunk.DataFieldNumber);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void ReadFieldAsync_OfMessagesCutAnywhere_GivesTheSameAsWholeMessages() => Check.QuickThrowOnFailure(Prop.ForAll<NonNegativeInt[], PositiveInt, PositiveInt>(
        (sizes, piece, target) => ReadAllAsync(sizes, piece.Get, reader => ReadFieldsAsync(reader, target.Get)).GetAwaiter().GetResult()));

    [Fact]
    public void ReadPartsAsync_OfMessagesCutAnywhere_GivesTheSameAsWholeMessages() => Check.QuickThrowOnFailure(Prop.ForAll<NonNegativeInt[], PositiveInt>(
        (sizes, piece) => ReadAllAsync(sizes, piece.Get, ReadPartsAsync).GetAwaiter().GetResult()));

    [Fact]
    public async Task ReadAsync_OfAFieldThatNobodyRead_PassesOverIt()
    {
        var reader = Over([.. FrameOf(70_000), .. FrameOf(0), .. FrameOf(5)]);
        Assert.Equal(70_000, (await reader.ReadAsync(ChunkBidi.Parser, s_data, Token)).FieldBytes);
        Assert.Equal(1, await reader.ReadFieldAsync(new byte[1], Token));
        Assert.NotNull((await reader.ReadAsync(ChunkBidi.Parser, s_data, Token)).Message);
        Assert.Equal(5, (await reader.ReadAsync(ChunkBidi.Parser, s_data, Token)).FieldBytes);
        Assert.Equal(default, await reader.ReadAsync(ChunkBidi.Parser, s_data, Token));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(500)]
    public async Task ReadFieldAsync_OfACutBody_SaysSo(int length)
    {
        var reader = Over(FrameOf(1000)[..length]);
        var error = await Assert.ThrowsAsync<GrpcStatusException>(() => ReadFieldsAsync(reader, 100));
        Assert.Equal(new GrpcStatus(GrpcStatusCode.Internal, "Unexpected EOF decoding stream."), error.Status);
    }

    [Fact]
    public async Task ReadFieldAsync_OfAFieldThatIsUnderWay_GivesWhatIsThere()
    {
        var pipe = new Pipe();
        var reader = new FrameReader(pipe.Reader, 1 << 20, GrpcStatusCode.ResourceExhausted);
        await pipe.Writer.WriteAsync(FrameOf(1000).AsMemory(0, 100), Token);
        Assert.Equal(1000, (await reader.ReadAsync(ChunkBidi.Parser, s_data, Token)).FieldBytes);
        Assert.InRange(await reader.ReadFieldAsync(new byte[1000], Token), 1, 100);
    }

    private static async Task<bool> ReadAllAsync(NonNegativeInt[] sizes, int piece, Func<FrameReader, Task<List<byte>>> readAsync)
    {
        // Every seventh size makes a field that is longer than a part.
        int[] lengths = [.. sizes.Select(size => size.Get % 7 == 6 ? 150_000 + size.Get : size.Get)];
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        foreach (var part in lengths.SelectMany(FrameOf).Chunk(piece))
        {
            await pipe.Writer.WriteAsync(part);
        }

        await pipe.Writer.CompleteAsync();
        var read = await readAsync(new FrameReader(pipe.Reader, 1 << 20, GrpcStatusCode.ResourceExhausted));
        return read.SequenceEqual(lengths.SelectMany(DataOf));
    }

    private static async Task<List<byte>> ReadFieldsAsync(FrameReader reader, int target)
    {
        var data = new List<byte>();
        var buffer = new byte[target];
        while (await reader.ReadAsync(ChunkBidi.Parser, s_data, Token) is var next && next != default)
        {
            data.AddRange(next.Message is { } message ? message.Chunk.Data.Span : []);
            while (await reader.ReadFieldAsync(buffer, Token) is > 0 and var read)
            {
                data.AddRange(buffer.AsSpan(0, read));
            }
        }

        return data;
    }

    private static async Task<List<byte>> ReadPartsAsync(FrameReader reader)
    {
        var data = new List<byte>();
        while (await reader.ReadPartsAsync(ChunkBidi.Parser, s_data, Token) is { } message)
        {
            Assert.InRange(message.Chunk.Data.Length, 0, 64 * 1024);
            data.AddRange(message.Chunk.Data.Span);
        }

        return data;
    }

    private static FrameReader Over(byte[] body) => new(PipeReader.Create(new MemoryStream(body)), 1 << 20, GrpcStatusCode.ResourceExhausted);

    private static byte[] FrameOf(int length) => Frames.Of(0, null, new ChunkBidi { Chunk = new Chunk { Data = UnsafeByteOperations.UnsafeWrap(DataOf(length)) } }.ToByteArray());

    private static byte[] DataOf(int length)
    {
        var data = new byte[length];
        new Random(length).NextBytes(data);
        return data;
    }
}
