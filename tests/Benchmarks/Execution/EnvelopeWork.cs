using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using P8e.Cryptography;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Execution.Engine;
using P8e.Execution.Messages;
using P8e.Execution.Ports;
using P8e.Execution.Sandbox;
using P8e.Execution.Sessions;
using P8e.Execution.Specs;
using P8e.ObjectStore;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Sealing;
using P8e.Ports.Objects;

namespace P8e.Benchmarks.Execution;

/// <summary>Whole envelopes of one party over the real store, whose rows and blobs are in memory, and a real sandbox process.</summary>
internal sealed class EnvelopeWork : IDisposable
{
    private readonly PrivateKey _key;
    private readonly SandboxPool _pool;
    private readonly AffiliateObjects _objects;
    private readonly ContractEngine _engine;
    private readonly ContractSpecification _specification;
    private readonly Participant _party;
    private int _count;

    private EnvelopeWork(PrivateKey key, SandboxPool pool, AffiliateObjects objects, ContractEngine engine, ContractSpecification specification)
    {
        (_key, _pool, _objects, _engine, _specification) = (key, pool, objects, engine, specification);
        _party = new Participant(PartyRole.Originator, key.PublicKey, key.PublicKey);
    }

    /// <summary>Stores the package, derives the contract's specification from it, and stores that.</summary>
    internal static async Task<EnvelopeWork> PrepareAsync()
    {
        var random = new SystemRandomSource();
        var key = PrivateKey.Generate(random);
        var signer = new LocalSigner(key);
        var options = new ObjectStoreOptions();
        var store = new LocalObjectStore(
            SamplePackage.Affiliate, new InMemoryObjectBlobs(TimeProvider.System), new InMemoryObjectIndex(), options, random, TimeProvider.System);
        var sealedObjects = new SealedObjects(store, options, random, TimeProvider.System);
        var objects = new AffiliateObjects(sealedObjects, new LocalKeyAgreement(key), signer);
        await objects.PutAsync(SamplePackage.Contracts, [], CancellationToken.None);
        await objects.PutAsync(SamplePackage.Records, [], CancellationToken.None);

        var pool = SamplePackage.OpenPool();
        var package = await pool.DescribeAsync(SamplePackage.Key, SamplePackage.ReadAsync, CancellationToken.None);
        var records = RecordDescriptors.Load(package);
        var builder = new ContractSpecBuilder(SamplePackage.Key.Contracts, SamplePackage.Key.Records, records);
        var specification = builder.Build(package.Contracts.Single(contract => contract.ClassName == SamplePackage.ContractClass)).ToByteArray();
        await sealedObjects.PutAsync(specification, new SealRequest { Owner = key.PublicKey, Signer = signer, Hash = ContentHashKind.Sha256Short }, CancellationToken.None);
        var runner = new SandboxRunner(pool, SamplePackage.Affiliate, objects, (_, _) => Task.FromResult(records));
        return new EnvelopeWork(key, pool, objects, new ContractEngine(objects, runner, signer), ContractSpecification.Parse(specification));
    }

    /// <summary>Session, package, values stored, executed, signed, chain messages. No two envelopes have a value in common.</summary>
    internal async Task RunAsync()
    {
        var number = Interlocked.Increment(ref _count);
        var session = new SessionBuilder(_specification, new SessionIds(NewId(), NewId(), NewId(), NewId()), _party, mainNet: false);
        session.AddProposedRecord(SamplePackage.Input, SamplePackage.InputClass, SamplePackage.NoteOf(number.ToString(CultureInfo.InvariantCulture)));
        var packaged = session.Build();
        await packaged.StoreAsync(_objects, CancellationToken.None);
        var executed = await _engine.ExecuteAsync(packaged.Envelope, null, [], CancellationToken.None);
        if (EnvelopeMessages.Of(executed).Count != 3)
        {
            throw new InvalidOperationException("The envelope did not make a scope, a session and a record.");
        }
    }

    public void Dispose()
    {
        _pool.Dispose();
        _key.Dispose();
    }

    private static Guid NewId() => new(RandomNumberGenerator.GetBytes(16));
}
