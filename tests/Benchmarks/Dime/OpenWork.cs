using P8e.Cryptography.Curve;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Hashes;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;

namespace P8e.Benchmarks.Dime;

/// <summary>Opens a stored container for one reader: header, data key, payload, hashes, signature.</summary>
internal sealed class OpenWork(ISecp256k1 curve, PrivateKey reader, byte[] container)
{
    private readonly DimeOpener opener = new(curve);
    private readonly LocalKeyAgreement agreement = new(reader, curve);

    internal int ContainerBytes => container.Length;

    internal async ValueTask OpenAsync()
    {
        var header = DimeHeader.Parse(container);
        using var key = await opener.UnwrapAsync(header, agreement, CancellationToken.None);
        var content = PayloadFrame.Open(key, container.AsSpan(header.Length));
        var digest = ContentHasher.HashData(content);
        if (header.ReadSignature()?.Verify(digest.Sha512.Span, curve) is null)
        {
            throw new InvalidOperationException("The signature of a container that was just sealed does not verify.");
        }
    }
}
