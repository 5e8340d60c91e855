using System.Text;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Hashes;
using P8e.Cryptography.Keys;

namespace P8e.ObjectStore.Sealing;

/// <summary>An upload whose container is being made here: hash and signature follow from what was read.</summary>
internal abstract class SealedUpload(DimeHeader header, SealRequest request) : ObjectUpload(header)
{
    private const int SignedBytes = 32;

    /// <summary>Hashes of the content, once the payload was read to its end.</summary>
    protected abstract ContentDigest Digest { get; }

    /// <inheritdoc/>
    public override bool IsOwn => true;

    /// <inheritdoc/>
    public override async ValueTask<ObjectProperties> CompleteAsync(CancellationToken cancellationToken)
    {
        var signature = await request.Signer.SignDigestAsync(Digest.Sha512[..SignedBytes], cancellationToken).ConfigureAwait(false);
        return new ObjectProperties(
        [
            new(ObjectProperties.Hash, HashOf(Digest, request.Hash)),
            new(ObjectProperties.Signature, signature.ToDer()),
            new(ObjectProperties.SignaturePublicKey, Encoding.ASCII.GetBytes(PublicKeyPem.Write(request.Signer.PublicKey))),
        ]);
    }

    private static ReadOnlyMemory<byte> HashOf(ContentDigest digest, ContentHashKind kind) => kind switch
    {
        ContentHashKind.Sha512 => digest.Sha512,
        ContentHashKind.Sha256Short => digest.Sha256[..16],
        _ => digest.Sha256,
    };
}
