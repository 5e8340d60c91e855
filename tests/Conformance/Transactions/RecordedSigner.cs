using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;

namespace P8e.Conformance.Transactions;

/// <summary>
/// Signs with a recorded signature whose nonce was random: refuses unless the
/// digest is the one that was signed then.
/// </summary>
internal sealed class RecordedSigner(PublicKey key, ReadOnlyMemory<byte> signature) : ISigner
{
    public PublicKey PublicKey => key;

    public ValueTask<EcdsaSignature> SignDigestAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        Expect.Equal("recorded signature is one", true, EcdsaSignature.TryFromCompact(signature.Span, out var recorded));
        Expect.Equal("recorded signature is over our digest", true, Signing.VerifyDigest(key, digest.Span, recorded!));
        return ValueTask.FromResult(recorded!);
    }
}
