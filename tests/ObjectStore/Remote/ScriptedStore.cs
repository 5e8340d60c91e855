using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Grpc.Server;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Tests.Remote;

/// <summary>A store that answers as a test says, and keeps what it was sent.</summary>
internal sealed class ScriptedStore
{
    /// <summary>The streams of the puts, message by message.</summary>
    public ConcurrentQueue<IReadOnlyList<ChunkBidi>> Received { get; } = new();

    /// <summary>Metadata of the puts.</summary>
    public ConcurrentQueue<IReadOnlyList<KeyValuePair<string, string>>> Metadata { get; } = new();

    /// <summary>Answers a put; by default as a store does that has never seen the object.</summary>
    public Func<IReadOnlyList<ChunkBidi>, GrpcServerCall, CancellationToken, Task<ObjectResponse>> OnPut { get; set; } =
        (messages, _, _) => Task.FromResult(Accept(messages));

    /// <summary>Answers a get.</summary>
    public Func<HashRequest, GrpcServerCall, CancellationToken, IAsyncEnumerable<ChunkBidi>> OnGet { get; set; } =
        (_, call, _) => throw call.Refusal(Grpc.GrpcStatusCode.NotFound, "no such object");

    public GrpcService Service => new GrpcService(ObjectReflection.Descriptor.Services[0])
        .ClientStreaming<ChunkBidi, ObjectResponse>("Put", PutAsync)
        .ServerStreaming<HashRequest, ChunkBidi>("Get", (request, call, token) => OnGet(request, call, token));

    /// <summary>A good answer to a put.</summary>
    public static ObjectResponse Accept(IReadOnlyList<ChunkBidi> messages) => new()
    {
        Uuid = new UUID { Value = "11111111-1111-4111-8111-111111111111" },
        DimeUuid = new UUID { Value = "22222222-2222-4222-8222-222222222222" },
        Hash = messages.First(message => message.Chunk?.Header?.Name == "HASH").Chunk.Value,
        Name = "NOT_STORAGE_BACKED",
        Metadata = new ObjectMetadata { Length = 1000, ContentLength = messages[1].Chunk.Header.ContentLength },
        Created = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch),
    };

    /// <summary>The messages of a get that gives a container in pieces.</summary>
    public static IEnumerable<ChunkBidi> Container(byte[] container, long contentLength, int pieceBytes = 1000)
    {
        yield return new ChunkBidi { MultiStreamHeader = new MultiStreamHeader { StreamCount = 1 } };
        var isFirst = true;
        foreach (var piece in container.Chunk(pieceBytes))
        {
            yield return new ChunkBidi
            {
                Chunk = new Chunk
                {
                    Data = ByteString.CopyFrom(piece),
                    Header = isFirst ? new StreamHeader { Name = "DIME", ContentLength = contentLength } : null,
                },
            };
            isFirst = false;
        }

        yield return new ChunkBidi { Chunk = new Chunk { End = new ChunkEnd() } };
    }

    private async Task<ObjectResponse> PutAsync(IAsyncEnumerable<ChunkBidi> stream, GrpcServerCall call, CancellationToken cancellationToken)
    {
        var messages = new List<ChunkBidi>();
        await foreach (var message in stream.WithCancellation(cancellationToken))
        {
            messages.Add(message.Clone());
        }

        Metadata.Enqueue([.. call.RequestHeaders]);
        Received.Enqueue(messages);
        return await OnPut(messages, call, cancellationToken);
    }
}
