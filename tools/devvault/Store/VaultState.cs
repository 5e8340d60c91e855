namespace P8e.Devvault.Store;

/// <summary>Everything that is kept.</summary>
internal sealed record VaultState
{
    /// <summary>Keys and secrets by collection and name: <c>keys/name</c>.</summary>
    public SortedDictionary<string, VaultItem> Items { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Signs tokens; the text of a private key.</summary>
    public required string IssuerKey { get; init; }

    public required Guid Tenant { get; init; }

    /// <summary>The one managed identity.</summary>
    public required Guid Client { get; init; }

    /// <summary>What the program shows to the identity endpoint.</summary>
    public required string IdentityHeader { get; init; }
}
