using P8e.Cryptography;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.Cryptography.Signatures;
using P8e.ObjectStore;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Sealing;
using P8e.Ports.Objects;
using P8e.Protocol.Identifiers;
using P8e.StoreServer;

namespace P8e.Benchmarks.Streams;

/// <summary>Seals and puts a content of a given length through the whole store, and opens it again in two readings.</summary>
internal sealed class StreamWork : IDisposable
{
    private readonly SystemRandomSource _random = new();
    private readonly PrivateKey _owner;
    private readonly byte[] _block;
    private readonly long _length;
    private readonly ForgetfulBlobs _puts = new();
    private readonly ForgetfulBlobs _gets = new();
    private readonly SealedObjects _prepared;
    private ObjectHash? _hash;

    internal StreamWork(byte[] block, long length)
    {
        _block = block;
        _length = length;
        _owner = PrivateKey.Generate(_random);
        _gets.Payload = new byte[length + PayloadFrame.OverheadBytes];
        _prepared = Open(_gets);
    }

    /// <summary>Puts the object that is opened; its payload is kept.</summary>
    internal async Task PrepareAsync() => _hash = await PutAsync(_prepared);

    /// <summary>Puts a new object; its payload is forgotten.</summary>
    internal async ValueTask SealAsync() => _ = await PutAsync(Open(_puts));

    internal async ValueTask OpenAsync()
    {
        using var opened = await _prepared.OpenAsync(_hash!, new LocalKeyAgreement(_owner), CancellationToken.None);
        await opened.CopyToAsync(Stream.Null, CancellationToken.None);
    }

    public void Dispose() => _owner.Dispose();

    private async Task<ObjectHash> PutAsync(SealedObjects objects)
    {
        using var content = new PatternStream(_block, _length);
        var put = await objects.PutAsync(content, new SealRequest { Owner = _owner.PublicKey, Signer = new LocalSigner(_owner) }, CancellationToken.None);
        return put.Stored.ContentLength == _length && !put.Stored.IsInline ? put.Hash : throw new InvalidOperationException("The store did not take the whole content.");
    }

    private SealedObjects Open(ForgetfulBlobs blobs)
    {
        var options = new ObjectStoreOptions();
        var store = new LocalObjectStore(AffiliateName.Parse("bench"), blobs, new InMemoryObjectIndex(), options, _random, TimeProvider.System);
        return new SealedObjects(store, options, _random, TimeProvider.System);
    }
}
