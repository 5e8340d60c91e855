using P8e.Azure.Configuration;
using P8e.Azure.Contracts;
using P8e.Azure.Executions;
using P8e.Azure.Index;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Execution.Catalogue;
using P8e.Execution.Ports;
using P8e.Execution.Sandbox;
using P8e.Functions.Contracts;
using P8e.Functions.Objects;
using P8e.Functions.Scopes;
using P8e.Index;
using P8e.Index.Ports;
using P8e.ObjectStore.Sealing;
using P8e.ObjectStore.Sharing;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.Ports;

namespace P8e.Functions.Affiliates;

/// <summary>The configured affiliate: its keys, its sealed objects, the processes that run its contracts. Making it reads the key files and opens nothing else.</summary>
internal sealed class AffiliateParts : IDisposable
{
    /// <summary>Enough for the envelopes that are on their way; little beside the program's own memory.</summary>
    private const int RecentBytesMax = 8 << 20;

    private readonly PrivateKey _signing;
    private readonly PrivateKey _encryption;

    internal AffiliateParts(AffiliateSettings settings, ContractSettings contracts, StoreParts store, StorageClients storage, TimeProvider clock)
    {
        Name = store.Affiliate;
        var signingFile = settings.SigningKeyFile ?? throw new P8eStateException(
            StateErrorKind.Conflict, ErrorCodes.AffiliateNotConfigured, "This deployment acts for nobody: set Affiliate__SigningKeyFile to a key made by `p8e keys new`.");
        _signing = KeyFile.Read(signingFile);
        _encryption = KeyFile.Read(settings.EncryptionKeyFile ?? signingFile);
        Signer = new LocalSigner(_signing);
        Encryption = new LocalKeyAgreement(_encryption);
        Sealed = new SealedObjects(store.Objects, store.Options, store.Random, clock);
        Sharing = new ObjectSharing(Name, store.Index, Encryption, store.Audit, store.Random, clock, store.Pointers);
        Objects = new RecentObjects(new AffiliateObjects(Sealed, Encryption, Signer), RecentBytesMax);
        Sandboxes = new SandboxPool(contracts.ToOptions(), clock);
        Catalogue = new TableContractCatalogue(storage.Tables);
        Library = new ContractLibrary(Name, Catalogue, Objects);
        Runner = new TrustedRunner(new SandboxRunner(Sandboxes, Name, Objects, ReadRecordsAsync), contracts);
        Index = new TableIndexStore(storage.Tables);
        Executions = new TableExecutionStore(storage.Tables);
        Scopes = new ScopeIndex(Name, Index);
        Records = new RecordReader(Objects, Library);
    }

    /// <summary>Its name in containers and partitions.</summary>
    internal AffiliateName Name { get; }

    /// <summary>Signs envelopes, objects and transactions.</summary>
    internal ISigner Signer { get; }

    /// <summary>Opens what is sealed for the affiliate.</summary>
    internal IKeyAgreement Encryption { get; }

    /// <summary>Puts and opens contents of any length.</summary>
    internal SealedObjects Sealed { get; }

    /// <summary>Changes who reads its objects.</summary>
    internal ObjectSharing Sharing { get; }

    /// <summary>Its sealed objects.</summary>
    internal IExecutionObjects Objects { get; }

    /// <summary>Where its contracts run.</summary>
    internal SandboxPool Sandboxes { get; }

    /// <summary>What it has published.</summary>
    internal IContractCatalogue Catalogue { get; }

    /// <summary>The same with what it takes to use it.</summary>
    internal ContractLibrary Library { get; }

    /// <summary>Runs them, if the operator trusts them.</summary>
    internal IContractRunner Runner { get; }

    /// <summary>Its index of the chain.</summary>
    internal IIndexStore Index { get; }

    /// <summary>Its executions.</summary>
    internal IExecutionStore Executions { get; }

    /// <summary>Reads the index back.</summary>
    internal ScopeIndex Scopes { get; }

    /// <summary>Reads records back.</summary>
    internal RecordReader Records { get; }

    private async Task<DescriptorSet> ReadRecordsAsync(ObjectHash recordPackage, CancellationToken cancellationToken) =>
        (await Library.ResolvePackageAsync(recordPackage, cancellationToken)).Descriptors;

    public void Dispose()
    {
        Sandboxes.Dispose();
        _encryption.Dispose();
        _signing.Dispose();
    }
}
