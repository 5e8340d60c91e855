using P8e.Access.Callers;

namespace P8e.Access.Keys;

/// <summary>What is kept of an API key: everything but the key.</summary>
public sealed record ApiKey
{
    /// <summary>Longest <see cref="Name"/>, in characters.</summary>
    public const int NameCharsMax = 100;

    /// <summary>The key's id: 16 small hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of its text: 64 small hexadecimal digits (<see cref="ApiKeyText.Hash"/>).</summary>
    public required string Hash { get; init; }

    /// <summary>For people; 1 to <see cref="NameCharsMax"/> characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do where.</summary>
    public required AccessGrants Grants { get; init; }

    /// <summary>Id of the caller who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>From when on it is refused.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>When it was revoked; null while it is good.</summary>
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>Id of the caller who revoked it.</summary>
    public string? RevokedBy { get; init; }
}
