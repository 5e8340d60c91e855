using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.ObjectStore.Sealing;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Ports;

/// <summary>The sealed objects of an affiliate: owner is its encryption key, signer its signing key (p8e-sdk 5.4).</summary>
/// <param name="objects">The affiliate's store.</param>
/// <param name="encryption">Opens what is sealed for the affiliate.</param>
/// <param name="signer">Signs what the affiliate stores.</param>
public sealed class AffiliateObjects(SealedObjects objects, IKeyAgreement encryption, ISigner signer) : IExecutionObjects
{
    /// <inheritdoc/>
    public Task<ObjectHash> PutAsync(ReadOnlyMemory<byte> content, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken) =>
        PutAsync(content, ContentHashKind.Sha256, audience, cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectHash> PutSpecificationAsync(ReadOnlyMemory<byte> content, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken) =>
        PutAsync(content, ContentHashKind.Sha256Short, audience, cancellationToken);

    /// <inheritdoc/>
    public async Task<byte[]> GetAsync(ObjectHash hash, int lengthMax, CancellationToken cancellationToken)
    {
        using var opened = await objects.OpenAsync(hash, encryption, cancellationToken).ConfigureAwait(false);
        return await opened.ReadAllBytesAsync(lengthMax, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ObjectHash> PutAsync(ReadOnlyMemory<byte> content, ContentHashKind hash, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken)
    {
        var request = new SealRequest { Owner = encryption.PublicKey, Signer = signer, Readers = [.. audience], Hash = hash };
        return (await objects.PutAsync(content, request, cancellationToken).ConfigureAwait(false)).Hash;
    }
}
