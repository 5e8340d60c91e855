namespace P8e.Devvault.Store;

/// <summary>A key or secret with its versions, oldest first.</summary>
internal sealed record VaultItem
{
    public required string Name { get; init; }

    public IReadOnlyList<ItemVersion> Versions { get; init; } = [];

    /// <summary>When it was deleted, seconds since 1970; it is kept and its name is taken until it is purged.</summary>
    public long? Deleted { get; init; }
}
