using System.Buffers.Text;
using Azure.Core;

namespace P8e.Azure.Vault;

/// <summary>Signs with one version of a key that does not leave the vault.</summary>
internal sealed class CryptographyClient(VaultPipeline pipeline, string name, string version)
{
    /// <summary>ECDSA on secp256k1 over 32 bytes that the caller hashed.</summary>
    private const string ES256K = "ES256K";

    /// <summary>Signs a digest; signing it again after a lost answer does no harm.</summary>
    /// <param name="digest">32 bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<SignResult> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        var value = Base64Url.EncodeToString(digest.Span);
        var answer = await pipeline.SendAsync(RequestMethod.Post, $"/keys/{name}/{version}/sign", body =>
        {
            body.WriteString("alg", ES256K);
            body.WriteString("value", value);
        }, cancellationToken).ConfigureAwait(false);
        return new SignResult(KeyBundleReader.Text(answer, "kid"), KeyBundleReader.Bytes(answer, "value"));
    }
}
