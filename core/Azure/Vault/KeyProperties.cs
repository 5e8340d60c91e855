namespace P8e.Azure.Vault;

/// <summary>What a vault says about one version of a key without showing it.</summary>
internal sealed record KeyProperties
{
    /// <summary>Where the key is; lists of keys name no version.</summary>
    internal required VaultIdentifier Id { get; init; }

    internal string Name => Id.Name;

    internal string Version => Id.Version;

    /// <summary>Whether it may be used; null leaves it as it is in an update.</summary>
    internal bool? Enabled { get; init; }

    internal DateTimeOffset? NotBefore { get; init; }

    internal DateTimeOffset? ExpiresOn { get; init; }

    internal DateTimeOffset? CreatedOn { get; init; }

    internal DateTimeOffset? UpdatedOn { get; init; }
}
