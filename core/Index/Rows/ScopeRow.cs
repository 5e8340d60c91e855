using P8e.Chain.Scopes;
using P8e.Protocol.Identifiers;

namespace P8e.Index.Rows;

/// <summary>A scope in the index of an affiliate. Every change of the scope, its sessions or its records moves it to a greater height.</summary>
public sealed record ScopeRow
{
    /// <summary>Whose index.</summary>
    public required AffiliateName Affiliate { get; init; }

    /// <summary>The scope's address.</summary>
    public required MetadataAddress Scope { get; init; }

    /// <summary>What the scope is to the affiliate.</summary>
    public required ScopeStanding Standing { get; init; }

    /// <summary>The newest change that is in the index; its height only grows.</summary>
    public required ChangePoint At { get; init; }

    /// <summary>False when the scope is longer than the index keeps: texts and lists are cut, or sessions and records are missing or old.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The scope at that height; null when it was deleted or is arriving.</summary>
    public required ScopeState? Content { get; init; }

    /// <summary>The storage's tag of this row; null for one that is not stored yet.</summary>
    public string? Version { get; init; }
}
