using P8e.Cryptography.Dime;
using P8e.Cryptography.Payload;
using P8e.Ports;

namespace P8e.ObjectStore.Tests;

/// <summary>An upload as a stranger may send it: any header, any payload, any properties.</summary>
internal sealed class RawUpload(
    DimeHeader header, Stream payload, IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> properties, long contentLength = -1) : ObjectUpload(header)
{
    /// <inheritdoc/>
    public override long ContentLength => contentLength;

    internal static IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> Properties(ReadOnlyMemory<byte> hash, int signatureLength = 71) =>
    [
        new(ObjectProperties.Hash, hash),
        new(ObjectProperties.Signature, new byte[signatureLength]),
        new(ObjectProperties.SignaturePublicKey, "not a key"u8.ToArray()),
    ];

    /// <summary>A header of the owner, padded to a length by its metadata.</summary>
    internal static DimeHeader HeaderOf(SeededRandomSource random, int length = 0)
    {
        var bare = Seal(random, 0);
        return length <= bare.Length ? bare : Seal(random, length - bare.Length);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadPayloadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        payload.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<ObjectProperties> CompleteAsync(CancellationToken cancellationToken) => new(new ObjectProperties(properties));

    private static DimeHeader Seal(SeededRandomSource random, int padding)
    {
        using var key = DataKey.Generate(random);
        return new DimeSealer(random, new ManualTimeProvider()).Seal(key, new DimeSealRequest
        {
            Owner = Party.Named("owner").Key,
            Signer = Party.Named("owner").Key,
            Metadata = [new("padding", new string('x', padding))],
        });
    }
}
