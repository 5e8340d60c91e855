using System.Security.Cryptography;
using Google.Protobuf;
using P8e.Chain;
using P8e.Chain.Node;
using P8e.Cryptography.Keys;
using P8e.Execution.Ports;
using P8e.Execution.Publishing;
using P8e.Execution.Sandbox;
using P8e.ObjectStore;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Sealing;
using P8e.Ports;
using P8e.Ports.Chain;
using P8e.Ports.Contracts;
using P8e.Ports.Objects;
using P8e.Protocol;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;
using P8e.Workflows.PublishContract;
using P8e.Workflows.Tests.Support;
using Party = P8e.Ports.Party;

namespace P8e.Workflows.Tests.PublishContract;

/// <summary>Alice publishes the package of tests/PublishedContracts: a real sandbox process, a sealed store in memory, a chain that is a table.</summary>
internal sealed class PublishingScene : ISpecificationQueries, IDisposable
{
    private readonly SandboxPool _sandboxes = new(
        new SandboxOptions
        {
            ExecutablePath = Path.Combine(AppContext.BaseDirectory, "P8e.Execution.Sandbox"), StartTimeLimit = TimeSpan.FromMinutes(2), CallTimeLimit = TimeSpan.FromMinutes(1), HeapMebibytes = 64,
        },
        TimeProvider.System);

    private readonly SealedObjects _store;

    internal PublishingScene()
    {
        var options = new ObjectStoreOptions();
        var random = new SeededRandomSource(5);
        _store = new SealedObjects(
            new LocalObjectStore(AffiliateName.Parse("alice"), new InMemoryObjectBlobs(Clock), new InMemoryObjectIndex(), options, random, Clock), options, random, Clock);
        var objects = ObjectsOf(Alice);
        Services = new PublishingServices
        {
            Affiliate = AffiliateName.Parse("alice"),
            Account = Submissions.Account,
            Objects = objects,
            Packages = new PackageReader(AffiliateName.Parse("alice"), _sandboxes, objects),
            IsTrusted = hash => IsTrusted && hash.Bytes.Length > 0,
            Chain = this,
            Catalogue = Catalogue,
            Submission = new SubmissionServices(Outbox, new HashSet<AccountAddress> { Submissions.Account }, new ChainOptions { ChainId = Submissions.ChainId }, Clock, () => { }),
        };
    }

    internal static Party Alice { get; } = Party.Named("alice");

    internal static Party Reader { get; } = Party.Named("reader");

    internal ManualTimeProvider Clock { get; } = new();

    internal InMemoryOutbox Outbox { get; } = new();

    internal InMemoryContractCatalogue Catalogue { get; } = new();

    internal PublishingServices Services { get; }

    internal bool IsTrusted { get; set; } = true;

    /// <summary>What the chain has.</summary>
    internal Dictionary<MetadataAddress, ChainSpecification> Known { get; } = [];

    internal IExecutionObjects ObjectsOf(Party party) => new AffiliateObjects(_store, party.Agreement, party.Signer);

    /// <summary>Stores the package for its readers, as the route does.</summary>
    internal async Task<PublishContractInput> StoreAsync(CancellationToken cancellationToken, byte[]? contracts = null) => new(
        (await Services.Objects.PutAsync(contracts ?? Read("P8e.PublishedContracts"), [Reader.Key], cancellationToken)).ToString(),
        (await Services.Objects.PutAsync(Read("P8e.SampleRecords"), [Reader.Key], cancellationToken)).ToString(),
        [KeyText.Write(Reader.Key)]);

    /// <summary>Does to the chain's table what a block with these messages does.</summary>
    internal void Include(IEnumerable<ChainMessage> messages)
    {
        foreach (var message in messages)
        {
            var name = message.TypeUrl[(message.TypeUrl.LastIndexOf('.') + 1)..];
            if (name == "MsgWriteScopeSpecificationRequest")
            {
                var written = MsgWriteScopeSpecificationRequest.Parser.ParseFrom(message.Value.Span).Specification;
                Known.Add(Address(written.SpecificationId), new ChainSpecification([.. written.OwnerAddresses], []));
            }
            else if (name == "MsgWriteContractSpecificationRequest")
            {
                var written = MsgWriteContractSpecificationRequest.Parser.ParseFrom(message.Value.Span).Specification;
                Known.Add(Address(written.SpecificationId), new ChainSpecification([.. written.OwnerAddresses], []));
            }
            else if (name == "MsgWriteRecordSpecificationRequest")
            {
                var written = Address(MsgWriteRecordSpecificationRequest.Parser.ParseFrom(message.Value.Span).Specification.SpecificationId);
                Add(written.ToContractSpecification(), written);
            }
            else
            {
                var link = MsgAddContractSpecToScopeSpecRequest.Parser.ParseFrom(message.Value.Span);
                Add(Address(link.ScopeSpecificationId), Address(link.ContractSpecificationId));
            }
        }
    }

    public Task<ChainSpecification?> FindContractSpecificationAsync(MetadataAddress address, CancellationToken cancellationToken) => Task.FromResult(Known.GetValueOrDefault(address));

    public Task<ChainSpecification?> FindScopeSpecificationAsync(MetadataAddress address, CancellationToken cancellationToken) => Task.FromResult(Known.GetValueOrDefault(address));

    public void Dispose() => _sandboxes.Dispose();

    internal static ObjectHash HashOf(ReadOnlySpan<byte> content) => ObjectHash.FromBytes(SHA256.HashData(content));

    internal static byte[] Read(string assembly) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));

    private static MetadataAddress Address(ByteString bytes) => MetadataAddress.FromBytes(bytes.Span);

    private void Add(MetadataAddress whole, MetadataAddress part) => Known[whole] = Known[whole] with { Parts = [.. Known[whole].Parts, part] };
}
