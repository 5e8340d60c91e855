using P8e.Cryptography.Dime;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Hashes;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.Cryptography.Signatures;

namespace P8e.Cryptography.Tests.Support;

/// <summary>A 4 KiB object as a store keeps it: two readers, the owner as third, signed by the owner.</summary>
internal sealed class SampleObject
{
    internal const int ContentBytes = 4096;

    private SampleObject(PrivateKey[] keys, byte[] content, byte[] container)
    {
        Keys = keys;
        Content = content;
        Container = container;
    }

    /// <summary>First reader, second reader, owner.</summary>
    internal PrivateKey[] Keys { get; }

    internal byte[] Content { get; }

    internal byte[] Container { get; }

    internal LocalKeyAgreement FirstReader => Agreement(0);

    internal LocalKeyAgreement Agreement(int index) => new(Keys[index], Curves.Fastest);

    internal static async Task<SampleObject> MakeAsync(int seed, CancellationToken cancellationToken)
    {
        var keyRandom = new SeededRandom(1); // The same readers for every object.
        PrivateKey[] keys = [.. Enumerable.Range(0, 3).Select(_ => PrivateKey.Generate(keyRandom, Curves.Fastest))];
        var random = new SeededRandom(seed);
        var content = random.Next(ContentBytes);
        using var dataKey = DataKey.Generate(random);
        var payload = PayloadFrame.Seal(dataKey, random, content);
        var header = new DimeSealer(random, TimeProvider.System, Curves.Fastest).Seal(dataKey, new DimeSealRequest
        {
            Owner = keys[2].PublicKey,
            Readers = [keys[0].PublicKey, keys[1].PublicKey],
            Signer = keys[2].PublicKey,
            Metadata = [new("P8EAPI::TYPE", "sample")],
        });
        var signature = await new LocalSigner(keys[2], Curves.Fastest).SignAsync(content, SignatureDigest.Sha512, cancellationToken);
        var stored = header.WithSignature(signature.ToDer(), System.Text.Encoding.ASCII.GetBytes(PublicKeyPem.Write(keys[2].PublicKey)));
        return new SampleObject(keys, content, [.. stored.ToBytes(), .. payload]);
    }

    /// <summary>Reads and opens as a client does (object-store 5.8, steps 1 to 3).</summary>
    internal static async Task<byte[]> OpenAsync(byte[] container, IKeyAgreement reader, CancellationToken cancellationToken)
    {
        var header = DimeHeader.Parse(container);
        using var key = await new DimeOpener(Curves.Fastest).UnwrapAsync(header, reader, cancellationToken);
        return PayloadFrame.Open(key, container.AsSpan(header.Length));
    }

    /// <summary>The signer, if signature and content fit (object-store 5.8, step 4).</summary>
    internal static PublicKey? Verify(byte[] container, byte[] content) =>
        DimeHeader.Parse(container).ReadSignature()?.Verify(ContentHasher.HashData(content).Sha512.Span, Curves.Fastest);
}
