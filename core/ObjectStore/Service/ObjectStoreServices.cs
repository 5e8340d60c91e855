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

    /// <summary>Makes the services.</summary>
    /// <param name="store">The objects.</param>
    /// <param name="mailbox">The mail.</param>
    /// <param name="keys">The public keys.</param>
    /// <param name="options">Who may do what, and texts in answers.</param>
    /// <param name="mailOptions">The lease of mail that is fetched over gRPC.</param>
    /// <returns><c>ObjectService</c>, <c>MailboxService</c>, <c>PublicKeyService</c>, <c>AdminService</c>.</returns>
    public static IReadOnlyList<GrpcService> Create(IObjectStore store, Mailbox mailbox, PublicKeyRegistry keys, StoreServiceOptions options, MailboxOptions mailOptions)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var authority = new CallAuthority(keys, options);
        var maintenance = new Maintenance(options.StartsInMaintenance);
        var objects = new ObjectHandlers(store, authority, maintenance, options);
        var mails = new MailboxHandlers(mailbox, authority, maintenance, mailOptions);
        var publicKeys = new PublicKeyHandlers(keys, authority, maintenance);
        var admin = new AdminHandlers(authority, maintenance);
        return
        [
            new GrpcService(Find(ObjectReflection.Descriptor, "ObjectService"))
                .ClientStreaming<ChunkBidi, ObjectResponse>("Put", objects.PutAsync)
                .ServerStreaming<HashRequest, ChunkBidi>("Get", objects.GetAsync),
            new GrpcService(Find(MailboxReflection.Descriptor, "MailboxService"))
                .ServerStreaming<GetRequest, MailPayload>("Get", mails.GetAsync)
                .Unary<AckRequest, Empty>("Ack", mails.AckAsync),
            new GrpcService(Find(PublicKeyReflection.Descriptor, "PublicKeyService"))
                .Unary<PublicKeyRequest, PublicKeyResponse>("Add", publicKeys.AddAsync),
            new GrpcService(Find(AdminReflection.Descriptor, "AdminService"))
                .Unary<SetConfigRequest, ConfigResponse>("SetConfig", admin.SetAsync)
                .Unary<GetConfigRequest, ConfigResponse>("GetConfig", admin.GetAsync),
        ];
    }

    private static ServiceDescriptor Find(FileDescriptor file, string name) => file.FindTypeByName<ServiceDescriptor>(name);
}
