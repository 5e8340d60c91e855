using P8e.Protocol.Identifiers;

namespace P8e.Access.Affiliates;

/// <summary>An affiliate that a deployment acts for besides its own: where its keys are, and which they were when it was added. It holds no secret.</summary>
/// <param name="Name">Its name in containers and partitions; never given to another.</param>
/// <param name="SigningKey">Where its signing key is: <c>https://VAULT/keys/NAME/VERSION</c> or <c>file:NAME</c>.</param>
/// <param name="SigningPublicKey">The public key found there, hexadecimal, compressed; another one later is a fault.</param>
/// <param name="EncryptionKey">Where its encryption key is, in the same form.</param>
/// <param name="EncryptionPublicKey">The public key found there.</param>
/// <param name="Added">When, UTC.</param>
/// <param name="AddedBy">The caller who added it.</param>
public sealed record AffiliateEntry(
    AffiliateName Name, string SigningKey, string SigningPublicKey, string EncryptionKey, string EncryptionPublicKey, DateTimeOffset Added, string AddedBy)
{
    /// <summary>When it was removed, UTC; null while it is served. The row stays, so that its name and containers are not given to another.</summary>
    public DateTimeOffset? Removed { get; init; }
}
