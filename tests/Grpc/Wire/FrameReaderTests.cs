using System.IO.Pipelines;
using FsCheck;
using FsCheck.Fluent;
using P8e.Grpc.Tests.Messages;
using P8e.Grpc.Tests.Support;
using P8e.Grpc.Wire;

namespace P8e.Grpc.Tests.Wire;

public sealed class FrameReaderTests
{
    [Fact]
    public void ReadAsync_OfMessagesCutAnywhere_GivesTheMessages() => Check.QuickThrowOnFailure(Prop.ForAll<NonNegativeInt[], PositiveInt>((sizes, piece) =>
    {
        Note[] sent = [.. sizes.Select(size => new Note { Number = size.Get, Text = new string('x', size.Get) })];
        return sent.SequenceEqual(ReadAll(Frames.Of(sent), piece.Get).GetAwaiter().GetResult());
    }));

    [Theory]
    [InlineData(new byte[] { 0, 0 }, "Unexpected EOF decoding stream.")]
    [InlineData(new byte[] { 0, 0, 0, 0 }, "Unexpected EOF decoding stream.")]
    [InlineData(new byte[] { 0, 0, 0, 0, 5 }, "Unexpected EOF decoding stream.")]
    [InlineData(new byte[] { 0, 0, 0, 0, 5, 8, 1 }, "Unexpected EOF decoding stream.")]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 }, "protocol error: received message with compressed-flag but no grpc-encoding was specified")]
    [InlineData(new byte[] { 2, 0, 0, 0, 0 }, "protocol error: received message with invalid compression flag: 2 (valid flags are 0 and 1)")]
    public async Task ReadAsync_OfAMalformedBody_SaysSo(byte[] tail, string message)
    {
        var error = await Assert.ThrowsAsync<GrpcStatusException>(() => ReadAll([.. Frames.Of(new Note { Number = 1 }), .. tail], 3));
        Assert.Equal((new GrpcStatus(GrpcStatusCode.Internal, message), GrpcFault.Malformed), (error.Status, error.Fault));
    }

    [Fact]
    public async Task ReadAsync_OfBytesThatAreNoMessage_SaysSo()
    {
        var error = await Assert.ThrowsAsync<GrpcStatusException>(() => ReadAll(Frames.Of(0, null, [0x0A, 0x7F]), 100));
        Assert.Equal(GrpcStatusCode.Internal, error.Status.Code);
        Assert.StartsWith("failed to decode Protobuf message: ", error.Status.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(17u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0xFFFFFFFFu)]
    public async Task ReadAsync_OfALengthBeyondTheLimit_RefusesItBeforeTheBytesCome(uint length)
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Frames.Of(0, length, []), TestContext.Current.CancellationToken);
        var reader = new FrameReader(pipe.Reader, 16, GrpcStatusCode.OutOfRange);
        var error = await Assert.ThrowsAsync<GrpcStatusException>(() => reader.ReadAsync(Note.Parser, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(new GrpcStatus(GrpcStatusCode.OutOfRange, $"Error, decoded message length too large: found {length} bytes, the limit is: 16 bytes"), error.Status);
    }

    [Fact]
    public async Task ReadAsync_OfAForgedLengthWithinTheLimit_AllocatesNoMoreThanArrived()
    {
        var body = new MemoryStream([.. Frames.Of(0, 1 << 30, new byte[100_000])]);
        var reader = new FrameReader(PipeReader.Create(body), 1 << 30, GrpcStatusCode.ResourceExhausted);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await Assert.ThrowsAsync<GrpcStatusException>(() => reader.ReadAsync(Note.Parser, TestContext.Current.CancellationToken).AsTask());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000 + 65_536 + 200_000);
    }

    private static async Task<List<Note>> ReadAll(byte[] body, int piece)
    {
        var pipe = new Pipe();
        var reader = new FrameReader(pipe.Reader, 1 << 20, GrpcStatusCode.ResourceExhausted);
        var writing = WriteAsync(pipe.Writer, body, piece);
        var notes = new List<Note>();
        while (await reader.ReadAsync(Note.Parser, TestContext.Current.CancellationToken) is { } note)
        {
            notes.Add(note);
        }

        await writing;
        return notes;
    }

    private static async Task WriteAsync(PipeWriter writer, byte[] body, int piece)
    {
        foreach (var part in body.Chunk(piece))
        {
            await writer.WriteAsync(part);
        }

        await writer.CompleteAsync();
    }
}
