using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;

namespace P8e.Execution.Tests.Support;

/// <summary>A vault whose configured public key belongs to another private key.</summary>
internal sealed class MismatchedSigner(PublicKey publicKey, ISigner signer) : ISigner
{
    public PublicKey PublicKey => publicKey;

    public ValueTask<EcdsaSignature> SignDigestAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) => signer.SignDigestAsync(digest, cancellationToken);
}
