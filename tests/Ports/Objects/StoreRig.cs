using P8e.ObjectStore;
using P8e.ObjectStore.Lifetime;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Sealing;
using P8e.ObjectStore.Sharing;
using P8e.ObjectStore.Sweeping;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>The store of a fresh affiliate with its client half and its sweeper, over the storage under test.</summary>
public sealed class StoreRig
{
    private readonly StorageUnderTest _storage;
    private readonly FaultingObjectIndex _index;
    private readonly FaultingObjectBlobs _blobs;

    /// <summary>Assembles a store.</summary>
    public StoreRig(StorageUnderTest storage, ObjectStoreOptions? options = null, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _storage = storage;
        Options = options ?? SmallSizes;
        Random = new SeededRandomSource(seed);
        Affiliate = FreshAffiliates.Next();
        Plan = FaultPlan.None();
        Clock = new ManualTimeProvider();
        SweepClock = new ManualTimeProvider(storage.Clock.GetUtcNow());
        AuditLines = new InMemoryObjectAudit();
        (_index, _blobs, Store, Client, Sweeper) = Assemble();
    }

    private StoreRig(StoreRig same, ObjectStoreOptions options, FaultPlan plan)
    {
        (_storage, Options, Plan) = (same._storage, options, plan);
        (Random, Affiliate, Clock, SweepClock) = (same.Random, same.Affiliate, same.Clock, same.SweepClock);
        AuditLines = same.AuditLines;
        (_index, _blobs, Store, Client, Sweeper) = Assemble();
    }

    /// <summary>Sizes that make every path short: 1 KiB inline, blocks of 512 KiB, 64 KiB opened in one reading.</summary>
    public static ObjectStoreOptions SmallSizes => new() { InlineBytes = 1024, BlockBytes = 512 * 1024, BufferedBytes = 64 * 1024 };

    /// <summary>Whose store it is; nobody else's in any run.</summary>
    public AffiliateName Affiliate { get; }

    /// <summary>Sizes of the store.</summary>
    public ObjectStoreOptions Options { get; }

    /// <summary>Everything random in the store.</summary>
    public SeededRandomSource Random { get; }

    /// <summary>What was called, and what fails.</summary>
    public FaultPlan Plan { get; }

    /// <summary>The store's clock.</summary>
    public ManualTimeProvider Clock { get; }

    /// <summary>The sweeper's clock, which begins with the storage's.</summary>
    public ManualTimeProvider SweepClock { get; }

    /// <summary>The store.</summary>
    public LocalObjectStore Store { get; }

    /// <summary>The client half.</summary>
    public SealedObjects Client { get; }

    /// <summary>The audit, without faults.</summary>
    public InMemoryObjectAudit AuditLines { get; }

    /// <summary>Retention, hold and shredding.</summary>
    public ObjectLifetime Lifetime => new(Affiliate, _index, _blobs, new FaultingObjectAudit(AuditLines, Plan), Random, Clock);

    /// <summary>Key rotation.</summary>
    public EncryptionKeyRotation Rotation => new(Affiliate, _index, new FaultingObjectAudit(AuditLines, Plan), Random, Clock);

    /// <summary>The sweeper.</summary>
    public ObjectSweeper Sweeper { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The same store, of which one storage call fails.</summary>
    public StoreRig With(FaultPlan plan) => new(this, Options, plan);

    /// <summary>The same store with other sizes.</summary>
    public StoreRig With(ObjectStoreOptions options) => new(this, options, FaultPlan.None());

    /// <summary>A request by the owner, for some readers.</summary>
    public static SealRequest Request(params IReadOnlyList<Party> readers) => new()
    {
        Owner = Party.Named("owner").Key,
        Signer = Party.Named("owner").Signer,
        Readers = [.. readers.Select(reader => reader.Key)],
    };

    /// <summary>Sharing with a party's key.</summary>
    public ObjectSharing Sharing(Party party)
    {
        ArgumentNullException.ThrowIfNull(party);
        return new ObjectSharing(Affiliate, _index, party.Agreement, new FaultingObjectAudit(AuditLines, Plan), Random, Clock);
    }

    /// <summary>The lines of the audit in order, each as act and outcome.</summary>
    public async Task<string[]> AuditAsync() =>
        await AuditLines.ListAsync(Affiliate, DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime), Token).Select(line => $"{line.Act} {line.Outcome}").ToArrayAsync(Token);

    /// <summary>Puts a content that is all there, by the owner for some readers.</summary>
    public Task<SealedObject> PutAsync(byte[] content, params IReadOnlyList<Party> readers) => Client.PutAsync(content, Request(readers), Token);

    /// <summary>Opens an object and reads all of it.</summary>
    public async Task<byte[]> ReadAsync(ObjectHash hash, Party reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        using var opened = await Client.OpenAsync(hash, reader.Agreement, Token);
        return await opened.ReadAllBytesAsync(int.MaxValue, Token);
    }

    /// <summary>The rows as they are stored.</summary>
    public ValueTask<ObjectRow[]> RowsAsync() => _storage.Index.ListAfterAsync(Affiliate, null, Token).ToArrayAsync(Token);

    /// <summary>The blobs as they are stored.</summary>
    public ValueTask<BlobEntry[]> BlobsAsync() => _storage.Blobs.ListAsync(Affiliate, Token).ToArrayAsync(Token);

    /// <summary>Loses a blob, as no storage should.</summary>
    public Task LoseAsync(string blobName) => _storage.Blobs.DeleteAsync(Affiliate, blobName, Token);

    /// <summary>Sweeps when everything that is there now has outlived the grace.</summary>
    public Task<SweepReport> SweepLaterAsync()
    {
        SweepClock.Advance(TimeSpan.FromMinutes(Options.SweepGraceMinutes + 10));
        return Sweeper.SweepAsync(Affiliate, Token);
    }

    private (FaultingObjectIndex Index, FaultingObjectBlobs Blobs, LocalObjectStore Store, SealedObjects Client, ObjectSweeper Sweeper) Assemble()
    {
        var index = new FaultingObjectIndex(_storage.Index, Plan);
        var blobs = new FaultingObjectBlobs(_storage.Blobs, Plan);
        var store = new LocalObjectStore(Affiliate, blobs, index, Options, Random, Clock);
        return (index, blobs, store, new SealedObjects(store, Options, Random, Clock), new ObjectSweeper(blobs, index, Options, SweepClock));
    }
}
