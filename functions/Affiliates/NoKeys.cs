using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Protocol.Errors;

namespace P8e.Functions.Affiliates;

/// <summary>The keys of a deployment that was given none, such as a front for peers: what needs one says so.</summary>
internal sealed class NoKeys : ISigner, IKeyAgreement
{
    public PublicKey PublicKey => throw Missing();

    public ValueTask<EcdsaSignature> SignDigestAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) => throw Missing();

    public ValueTask<SharedSecret> AgreeAsync(PublicKey ephemeral, CancellationToken cancellationToken) => throw Missing();

    private static P8eStateException Missing() => new(
        StateErrorKind.Conflict,
        ErrorCodes.AffiliateNotConfigured,
        "This deployment acts for nobody: set Affiliate__SigningKeyFile to a key made by `p8e keys create`, or Affiliate__SigningKey and Affiliate__EncryptionKey to keys of the vault.");
}
