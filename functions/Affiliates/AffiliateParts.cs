using P8e.Azure.Configuration;
using P8e.Azure.Contracts;
using P8e.Azure.Executions;
using P8e.Azure.Index;
using P8e.Cryptography.Ecies;
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
using P8e.Protocol.Identifiers;
using P8e.Workflows.Ports;

namespace P8e.Functions.Affiliates;

/// <summary>One affiliate of this deployment: its keys, its store, what it has published, executed and indexed. Making it opens nothing.</summary>
internal sealed class AffiliateParts : IDisposable
{
    /// <summary>Enough for the envelopes that are on their way; little beside the program's own memory.</summary>
    private const int RecentBytesMax = 8 << 20;

    private readonly AffiliateKeys _keys;
    private readonly RecentObjects _recent;

    internal AffiliateParts(AffiliateKeys keys, StoreParts store, SandboxPool sandboxes, ContractSettings contracts, StorageClients storage, TimeProvider clock)
    {
        _keys = keys;
        Store = store;
        Sandboxes = sandboxes;
        Sealed = new SealedObjects(store.Objects, store.Options, store.Random, clock);
        Sharing = new ObjectSharing(Name, store.Index, Encryption, store.Audit, store.Random, clock, store.Pointers);
        Objects = _recent = new RecentObjects(new AffiliateObjects(Sealed, Encryption, Signer), RecentBytesMax);
        Catalogue = new TableContractCatalogue(storage.Tables);
        Library = new ContractLibrary(Name, Catalogue, Objects);
        Runner = new TrustedRunner(new SandboxRunner(Sandboxes, Name, Objects, ReadRecordsAsync), contracts);
        Index = new TableIndexStore(storage.Tables);
        Executions = new TableExecutionStore(storage.Tables);
        Scopes = new ScopeIndex(Name, Index);
        Records = new RecordReader(Objects, Library);
    }

    /// <summary>Its name in containers and partitions.</summary>
    internal AffiliateName Name => Store.Affiliate;

    /// <summary>Its encrypted object store.</summary>
    internal StoreParts Store { get; }

    /// <summary>Signs envelopes, objects and transactions.</summary>
    internal ISigner Signer => _keys.Signer;

    /// <summary>Opens what is sealed for the affiliate.</summary>
    internal IKeyAgreement Encryption => _keys.Encryption;

    /// <summary>Puts and opens contents of any length.</summary>
    internal SealedObjects Sealed { get; }

    /// <summary>Changes who reads its objects.</summary>
    internal ObjectSharing Sharing { get; }

    /// <summary>Its sealed objects.</summary>
    internal IExecutionObjects Objects { get; }

    /// <summary>Where contracts run: each process serves one affiliate and one contract.</summary>
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

    /// <summary>Forgets a content that was destroyed.</summary>
    internal void Forget(ObjectKey key)
    {
        if (key.TryAsHash(out var hash))
        {
            _recent.Forget(hash);
        }
    }

    public void Dispose()
    {
        Store.Dispose();
        foreach (var owned in _keys.Owned)
        {
            owned.Dispose();
        }
    }
}
