using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using P8e.Grpc;
using P8e.Grpc.Server;
using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Mail;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Service;

/// <summary>The gRPC services of one affiliate's store (object-store 2.1).</summary>
public static class ObjectStoreServices
{
    /// <summary>What services of the store are mapped with: too large a message is OUT_OF_RANGE here (object-store 12.3).</summary>
    public static GrpcServerOptions ServerOptions { get; } = new() { OversizedMessageStatus = GrpcStatusCode.OutOfRange };

    /// <summary>Makes the services of a store that is open already.</summary>
    /// <param name="store">The objects.</param>
    /// <param name="mailbox">The mail.</param>
    /// <param name="keys">The public keys.</param>
    /// <param name="options">Who may do what, and texts in answers.</param>
    /// <param name="mailOptions">The lease of mail that is fetched over gRPC.</param>
    public static IReadOnlyList<GrpcService> Create(
        IObjectStore store, Mailbox mailbox, PublicKeyRegistry keys, StoreServiceOptions options, MailboxOptions mailOptions) =>
        Create(() => new StoreBackend(store, mailbox, keys), options, mailOptions);

    /// <summary>Makes the services.</summary>
    /// <param name="open">Gives what they work on; called by the first call.</param>
    /// <param name="options">Who may do what, and texts in answers.</param>
    /// <param name="mailOptions">The lease of mail that is fetched over gRPC.</param>
    /// <returns><c>ObjectService</c>, <c>MailboxService</c>, <c>PublicKeyService</c>, <c>AdminService</c>.</returns>
    public static IReadOnlyList<GrpcService> Create(Func<StoreBackend> open, StoreServiceOptions options, MailboxOptions mailOptions)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var maintenance = new Maintenance(options.StartsInMaintenance);
        var backend = new Lazy<(StoreBackend Store, CallAuthority Authority)>(() =>
        {
            var opened = open();
            return (opened, new CallAuthority(opened.Keys, options));
        });
        var objects = new Lazy<ObjectHandlers>(() => new ObjectHandlers(backend.Value.Store.Objects, backend.Value.Authority, maintenance, options));
        var mails = new Lazy<MailboxHandlers>(() => new MailboxHandlers(backend.Value.Store.Mailbox, backend.Value.Authority, maintenance, mailOptions));
        var publicKeys = new Lazy<PublicKeyHandlers>(() => new PublicKeyHandlers(backend.Value.Store.Keys, backend.Value.Authority, maintenance));
        var admin = new Lazy<AdminHandlers>(() => new AdminHandlers(backend.Value.Authority, maintenance));
        return
        [
            new GrpcService(Find(ObjectReflection.Descriptor, "ObjectService"))
                .ClientStreamingLong<ChunkBidi, ObjectResponse>(
                    "Put", ChunkBidi.ChunkFieldNumber, Chunk.DataFieldNumber, (messages, call, token) => objects.Value.PutAsync(messages, call, token))
                .ServerStreamingLong<HashRequest, ChunkBidi>("Get", (request, call, answer, token) => objects.Value.GetAsync(request, call, answer, token)),
            new GrpcService(Find(MailboxReflection.Descriptor, "MailboxService"))
                .ServerStreaming<GetRequest, MailPayload>("Get", (request, call, token) => mails.Value.GetAsync(request, call, token))
                .Unary<AckRequest, Empty>("Ack", (request, call, token) => mails.Value.AckAsync(request, call, token)),
            new GrpcService(Find(PublicKeyReflection.Descriptor, "PublicKeyService"))
                .Unary<PublicKeyRequest, PublicKeyResponse>("Add", (request, call, token) => publicKeys.Value.AddAsync(request, call, token)),
            new GrpcService(Find(AdminReflection.Descriptor, "AdminService"))
                .Unary<SetConfigRequest, ConfigResponse>("SetConfig", (request, call, token) => admin.Value.SetAsync(request, call, token))
                .Unary<GetConfigRequest, ConfigResponse>("GetConfig", (request, call, token) => admin.Value.GetAsync(request, call, token)),
        ];
    }

    private static ServiceDescriptor Find(FileDescriptor file, string name) => file.FindTypeByName<ServiceDescriptor>(name);
}
