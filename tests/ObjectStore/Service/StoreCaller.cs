using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Grpc;
using P8e.Grpc.Client;
using P8e.ObjectStore.Service;
using P8e.ObjectStore.Tests.Remote;
using P8e.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Tests.Service;

/// <summary>A store behind a real server, and a caller who may say anything to it.</summary>
internal sealed class StoreCaller : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly GrpcChannel _channel;

    private StoreCaller(StoreNode node, LoopbackServer server)
    {
        (Node, _server) = (node, server);
        _channel = new GrpcChannel(new GrpcEndpoint("store", server.Address.ToString()), TimeProvider.System);
    }

    internal StoreNode Node { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static async Task<StoreCaller> StartAsync(StoreServiceOptions options)
    {
        var node = new StoreNode(3, service: options);
        return new StoreCaller(node, await node.ServeAsync());
    }

    internal static StoreServiceOptions Closed { get; } = new()
    {
        UriHost = "store.example",
        Bucket = "store",
        OperatorKeyHashes = [HashOf("operator's key")],
        PeerKeyHashes = [HashOf("peer's key")],
    };

    internal static ReadOnlyMemory<byte> HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>A whole upload of the owner for a reader, in one data message.</summary>
    internal ChunkBidi[] Upload(byte seed, string? source = null)
    {
        byte[] container = [.. RawMail.Header(Node.Random, "reader").ToBytes(), .. Enumerable.Repeat(seed, 50)];
        List<ChunkBidi> messages =
        [
            new() { MultiStreamHeader = new MultiStreamHeader { StreamCount = 1 } },
            new() { Chunk = new Chunk { Header = new StreamHeader { Name = "DIME", ContentLength = 18 }, Data = ByteString.CopyFrom(container) } },
            Property("HASH", [seed]),
            Property("SIGNATURE", [1]),
            Property("SIGNATURE_PUBLIC_KEY", [2]),
        ];
        if (source is not null)
        {
            messages.Add(Property("SOURCE::TYPE", Encoding.ASCII.GetBytes(source)));
        }

        messages.Add(new ChunkBidi { Chunk = new Chunk { End = new ChunkEnd() } });
        return [.. messages];
    }

    internal static ChunkBidi Property(string name, byte[] value) =>
        new() { Chunk = new Chunk { Header = new StreamHeader { Name = name }, Value = ByteString.CopyFrom(value) } };

    internal Task<GrpcStatus> PutAsync(IEnumerable<ChunkBidi> messages, params IReadOnlyList<(string Name, string Value)> headers) => StatusOfAsync(() =>
        _channel.ClientStreamingAsync(Method<ChunkBidi, ObjectResponse>(ObjectReflection.Descriptor, "Put"), messages.ToAsyncEnumerable(), Options(headers), Token));

    internal Task<GrpcStatus> GetAsync(byte hash, string reader, params IReadOnlyList<(string Name, string Value)> headers) => StatusOfAsync(async () =>
        await _channel.ServerStreamingAsync(
            Method<HashRequest, ChunkBidi>(ObjectReflection.Descriptor, "Get"),
            new HashRequest { Hash = ByteString.CopyFrom(hash), PublicKey = KeyOf(reader) },
            Options(headers),
            Token).CountAsync(Token));

    internal Task<GrpcStatus> AckAsync(Guid mailId, string? reader, params IReadOnlyList<(string Name, string Value)> headers) => StatusOfAsync(() => _channel.UnaryAsync(
        Method<AckRequest, Google.Protobuf.WellKnownTypes.Empty>(MailboxReflection.Descriptor, "Ack"),
        new AckRequest { Uuid = new UUID { Value = mailId.ToString("D") }, PublicKey = reader is null ? ByteString.Empty : KeyOf(reader) },
        Options(headers),
        Token));

    internal Task<GrpcStatus> AddAsync(string party, params IReadOnlyList<(string Name, string Value)> headers) => StatusOfAsync(() => _channel.UnaryAsync(
        Method<PublicKeyRequest, PublicKeyResponse>(PublicKeyReflection.Descriptor, "Add"),
        new PublicKeyRequest { PublicKey = new PublicKey { Secp256K1 = KeyOf(party) } },
        Options(headers),
        Token));

    internal Task<GrpcStatus> SetMaintenanceAsync(bool isOn, params IReadOnlyList<(string Name, string Value)> headers) => StatusOfAsync(() => _channel.UnaryAsync(
        Method<SetConfigRequest, ConfigResponse>(AdminReflection.Descriptor, "SetConfig"), new SetConfigRequest { MaintenanceState = isOn }, Options(headers), Token));

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
    }

    private static ByteString KeyOf(string party) => ByteString.CopyFrom(Party.Named(party).Key.Uncompressed);

    private static GrpcMethod<TRequest, TResponse> Method<TRequest, TResponse>(FileDescriptor file, string name)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> => new(file.Services[0].FindMethodByName(name));

    private static GrpcCallOptions Options(IReadOnlyList<(string Name, string Value)> headers)
    {
        var metadata = new GrpcMetadata();
        foreach (var (name, value) in headers)
        {
            metadata.Add(name, value);
        }

        return new GrpcCallOptions { Headers = metadata };
    }

    private static async Task<GrpcStatus> StatusOfAsync<T>(Func<Task<T>> call)
    {
        try
        {
            _ = await call();
            return GrpcStatus.Ok;
        }
        catch (P8eException error) when (GrpcStatus.Of(error) is { } status)
        {
            return status;
        }
    }
}
