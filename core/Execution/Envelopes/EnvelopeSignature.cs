using Google.Protobuf;
using P8e.Cryptography.Signatures;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.Scope;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Envelopes;

/// <summary>Signatures over executed contracts (p8e-sdk 8.3).</summary>
internal static class EnvelopeSignature
{
    private const string Algorithm = "SHA512withECDSA";

    // Bouncy Castle: what the SDK writes, whoever signed.
    private const string Provider = "BC";

    internal static async Task<Signature> SignAsync(Contract contract, ISigner signer, CancellationToken cancellationToken)
    {
        var digest = Signing.Digest(contract.ToByteArray(), SignatureDigest.Sha512);
        var signature = await signer.SignDigestAsync(digest, cancellationToken).ConfigureAwait(false);

        // A signer in a vault is configured apart from its public key: a wrong pair must not reach the other parties.
        if (!Signing.VerifyDigest(signer.PublicKey, digest, signature))
        {
            throw new P8eInputException(
                ErrorCodes.EnvelopeSignerInconsistent,
                $"Signing an executed contract: can't verify signature - public cert may not match private key. Check the signer of key {signer.PublicKey}.");
        }

        return new Signature
        {
            Algo = Algorithm,
            Provider = Provider,
            Signature_ = Convert.ToBase64String(signature.ToDer()),
            Signer = new SigningAndEncryptionPublicKeys { SigningPublicKey = signer.PublicKey.ToWire() },
        };
    }
}
