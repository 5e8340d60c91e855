using System.Security.Cryptography.X509Certificates;
using P8e.Grpc.Server;
using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Remote;
using P8e.ObjectStore.Sealing;
using P8e.ObjectStore.Service;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Tests.Remote;

/// <summary>One affiliate's whole store over adapters in memory, with its services.</summary>
internal sealed class StoreNode
{
    public StoreNode(
        int seed, TimeProvider? clock = null, StoreServiceOptions? service = null, MailboxOptions? mail = null, bool replicates = true, IObjectIndex? index = null)
    {
        Index = index ?? new InMemoryObjectIndex();
        Clock = clock ?? new ManualTimeProvider();
        Random = new SeededRandomSource(seed);
        Blobs = new InMemoryObjectBlobs(Clock);
        Registry = new PublicKeyRegistry(Affiliate, Keys, Random, Clock);
        var mailOptions = mail ?? new MailboxOptions();
        Pointers = new ObjectPointers(Mails, replicates ? Queue : null, Registry, mailOptions, Random);
        Store = new LocalObjectStore(Affiliate, Blobs, Index, Options, Random, Clock, Pointers);
        Client = new SealedObjects(Store, Options, Random, Clock);
        Mailbox = new Mailbox(Affiliate, Mails, Index, Blobs, mailOptions, Options, Clock);
        Services = ObjectStoreServices.Create(
            Store, Mailbox, Registry, service ?? new StoreServiceOptions { UriHost = "node.example", Bucket = "node", AuthorisesCallers = false, IsOpenToOperators = true }, mailOptions);
    }

    public AffiliateName Affiliate { get; } = FreshAffiliates.Next();

    public TimeProvider Clock { get; }

    public SeededRandomSource Random { get; }

    public ObjectStoreOptions Options { get; } = StoreRig.SmallSizes;

    public InMemoryObjectBlobs Blobs { get; }

    public IObjectIndex Index { get; }

    public InMemoryMailIndex Mails { get; } = new();

    public InMemoryPublicKeys Keys { get; } = new();

    public InMemoryReplicationIndex Queue { get; } = new();

    public PublicKeyRegistry Registry { get; }

    public ObjectPointers Pointers { get; }

    public LocalObjectStore Store { get; }

    public SealedObjects Client { get; }

    public Mailbox Mailbox { get; }

    public IReadOnlyList<GrpcService> Services { get; }

    /// <summary>Serves it until the answer is disposed.</summary>
    public Task<LoopbackServer> ServeAsync(X509Certificate2? certificate = null, int port = 0) => LoopbackServer.StartAsync(Services, certificate, port);

    /// <summary>Options of a connection to a server.</summary>
    public static RemoteStoreOptions To(LoopbackServer server, int bufferedBytes = 64 * 1024, string? address = null) =>
        new() { Name = "partner", Address = address ?? server.Address.ToString(), BufferedBytes = bufferedBytes };
}
