using P8e.Cryptography.Keys;

namespace P8e.Azure.Vault;

/// <summary>One version of a key in a vault, without its secret.</summary>
public sealed record VaultKeyEntry
{
    /// <summary>What settings name: <c>https://vault/keys/name/version</c> or <c>https://vault/secrets/name/version</c>.</summary>
    public required Uri Identifier { get; init; }

    /// <summary>The key's name, 1 to 127 letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>The version, 32 hexadecimal digits.</summary>
    public required string Version { get; init; }

    /// <summary>What it is for.</summary>
    public required VaultKeyPurpose Purpose { get; init; }

    /// <summary>The public key; null in lists, and for a key that is not one of ours.</summary>
    public PublicKey? PublicKey { get; init; }

    /// <summary>Whether the vault lets it be used.</summary>
    public bool Enabled { get; init; }

    /// <summary>When it begins to be usable; null for always.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it ends to be usable; null for never.</summary>
    public DateTimeOffset? ExpiresOn { get; init; }

    /// <summary>When the vault made it.</summary>
    public DateTimeOffset? CreatedOn { get; init; }
}
