using P8e.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Hashes;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.Cryptography.Signatures;

namespace P8e.Benchmarks.Dime;

/// <summary>Seals one object for a number of readers, the owner included, as a store's client does: key, header, payload, hashes, signature.</summary>
internal sealed class SealWork : IDisposable
{
    internal const int ContentBytes = 4096;

    private readonly SystemRandomSource random = new();
    private readonly DimeSealer sealer;
    private readonly LocalSigner signer;
    private readonly PrivateKey[] keys;
    private readonly DimeSealRequest request;
    private readonly byte[] content = new byte[ContentBytes];

    internal SealWork(ISecp256k1 curve, int readers)
    {
        random.Fill(content);
        keys = [.. Enumerable.Range(0, readers).Select(_ => PrivateKey.Generate(random, curve))];
        sealer = new DimeSealer(random, TimeProvider.System, curve);
        signer = new LocalSigner(keys[^1], curve);
        request = new DimeSealRequest
        {
            Owner = keys[^1].PublicKey,
            Readers = [.. keys.SkipLast(1).Select(key => key.PublicKey)],
            Signer = keys[^1].PublicKey,
        };
    }

    /// <summary>The reader who stands last in the audience: the owner.</summary>
    internal PrivateKey LastReader => keys[^1];

    internal async ValueTask<SealedObject> SealAsync()
    {
        using var dataKey = DataKey.Generate(random);
        var header = sealer.Seal(dataKey, request);
        var payload = PayloadFrame.Seal(dataKey, random, content);
        var digest = ContentHasher.HashData(content);
        var signature = await signer.SignDigestAsync(digest.Sha512[..32], CancellationToken.None);
        return new SealedObject(header, header.ToBytes(), payload, signature.ToDer());
    }

    public void Dispose() => Array.ForEach(keys, key => key.Dispose());
}
