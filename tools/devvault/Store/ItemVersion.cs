namespace P8e.Devvault.Store;

/// <summary>One version of a key or secret, as it is kept. Times are seconds since 1970.</summary>
internal sealed record ItemVersion
{
    public required string Version { get; init; }

    /// <summary>A secret's value, or the text of a private key; empty for keys of other curves, which are only looked at.</summary>
    public required string Value { get; init; }

    public string? ContentType { get; init; }

    /// <summary><c>EC</c> or <c>EC-HSM</c> for keys.</summary>
    public string? KeyType { get; init; }

    public string? CurveName { get; init; }

    public IReadOnlyList<string> KeyOps { get; init; } = [];

    /// <summary>X and Y of a key, 32 bytes each.</summary>
    public byte[] Point { get; init; } = [];

    public bool Enabled { get; init; } = true;

    public long? NotBefore { get; init; }

    public long? Expires { get; init; }

    public long Created { get; init; }

    public long Updated { get; init; }

    public Dictionary<string, string>? Tags { get; init; }
}
