using System.Buffers;
using System.Security.Cryptography;
using Google.Protobuf;
using P8e.Grpc.Client;
using P8e.Grpc.Server;
using P8e.Grpc.Tests.Support;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Grpc.Tests.Server;

/// <summary>Handlers that take and write long messages piece by piece, over a real connection.</summary>
public sealed class LongMessagesTests
{
    private const int LongBytes = 3_000_000;

    private static readonly GrpcMethod<ChunkBidi, ObjectResponse> s_put = new(ObjectReflection.Descriptor.Services[0].FindMethodByName("Put"));
    private static readonly GrpcMethod<HashRequest, ChunkBidi> s_get = new(ObjectReflection.Descriptor.Services[0].FindMethodByName("Get"));
    private static readonly GrpcCallOptions s_inParts = new() { FieldInParts = (ChunkBidi.ChunkFieldNumber, Chunk.DataFieldNumber) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClientStreamingLong_OfMessagesOfBothKinds_GivesThemInOrder()
    {
        var heard = new List<string>();
        await using var server = await StartAsync(put: async (reader, _, token) =>
        {
            while (await reader.MoveNextAsync(token))
            {
                heard.Add(reader.Message is { } message ? message.Chunk.Header?.Name ?? "" : await HashAsync(reader, token));
            }

            return new ObjectResponse();
        });
        using var channel = server.Connect();
        await channel.ClientStreamingAsync(s_put, Sent().ToAsyncEnumerable(), null, Token);
        Assert.Equal(["first", Hash(LongBytes), Hash(1), "last"], heard);

        static IEnumerable<ChunkBidi> Sent() =>
        [
            new ChunkBidi { Chunk = new Chunk { Header = new StreamHeader { Name = "first" }, Data = ByteString.CopyFrom(1) } },
            Data(LongBytes),
            Data(1),
            new ChunkBidi { Chunk = new Chunk { Header = new StreamHeader { Name = "last" }, Value = ByteString.CopyFrom(1) } },
        ];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ServerStreamingLong_OfAMessageInPieces_IsTheMessage(bool inParts)
    {
        await using var server = await StartAsync(get: async (_, _, writer, token) =>
        {
            var bytes = Data(LongBytes).ToByteArray();
            writer.Begin(bytes.Length);
            foreach (var piece in bytes.Chunk(10_000))
            {
                writer.Write(piece);
                await writer.FlushAsync(token);
            }

            writer.Write(new ChunkBidi { Chunk = new Chunk { End = new ChunkEnd() } });
        });
        using var channel = server.Connect();
        var got = await channel.ServerStreamingAsync(s_get, new HashRequest(), inParts ? s_inParts : null, Token).ToListAsync(Token);
        Assert.Equal(Chunk.ImplOneofCase.End, got[^1].Chunk.ImplCase);
        Assert.Equal(Hash(LongBytes), Hash([.. got[..^1].SelectMany(message => message.Chunk.Data.ToByteArray())]));
        Assert.Equal(inParts, got.Count > 2);
    }

    [Fact]
    public async Task ServerStreamingLong_OfAHandlerThatGivesUpInAMessage_AnswersItsStatus()
    {
        await using var server = await StartAsync(get: async (_, call, writer, token) =>
        {
            writer.Begin(LongBytes);
            writer.Write(new byte[100_000]);
            await writer.FlushAsync(token);
            throw call.Refusal(GrpcStatusCode.DataLoss, "the rest is lost");
        });
        using var channel = server.Connect();
        var error = await Assert.ThrowsAnyAsync<P8eException>(async () => await channel.ServerStreamingAsync(s_get, new HashRequest(), s_inParts, Token).ToListAsync(Token));
        Assert.Equal(new GrpcStatus(GrpcStatusCode.DataLoss, "the rest is lost"), GrpcStatus.Of(error));
    }

    [Fact]
    public async Task ServerStreamingLong_OfAHandlerThatForgetsBytes_AnswersInternal()
    {
        await using var server = await StartAsync(get: (_, _, writer, _) =>
        {
            writer.Begin(10);
            writer.Write(new byte[9]);
            return Task.CompletedTask;
        });
        using var channel = server.Connect();
        var error = await Assert.ThrowsAnyAsync<P8eException>(async () => await channel.ServerStreamingAsync(s_get, new HashRequest(), null, Token).ToListAsync(Token));
        Assert.Equal(GrpcStatusCode.Internal, GrpcStatus.Of(error)?.Code);
        Assert.Single(server.Log.Lines);
    }

    private static Task<EchoServer> StartAsync(
        Func<GrpcRequestReader<ChunkBidi>, GrpcServerCall, CancellationToken, Task<ObjectResponse>>? put = null,
        Func<HashRequest, GrpcServerCall, GrpcResponseWriter<ChunkBidi>, CancellationToken, Task>? get = null)
    {
        var service = new GrpcService(ObjectReflection.Descriptor.Services[0]);
        service = put is null ? service : service.ClientStreamingLong("Put", ChunkBidi.ChunkFieldNumber, Chunk.DataFieldNumber, put);
        service = get is null ? service : service.ServerStreamingLong("Get", get);
        return EchoServer.StartAsync(_ => { }, more: service);
    }

    private static async Task<string> HashAsync(GrpcRequestReader<ChunkBidi> reader, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[7_000];
        while (await reader.ReadFieldAsync(buffer, cancellationToken) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static ChunkBidi Data(int length) => new() { Chunk = new Chunk { Data = UnsafeByteOperations.UnsafeWrap(Bytes(length)) } };

    private static string Hash(int length) => Hash(Bytes(length));

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
