using P8e.Access.Callers;

namespace P8e.Access.Keys;

/// <summary>What a new key should be.</summary>
/// <param name="Name">For people; 1 to 100 characters, none of them a control character.</param>
/// <param name="Grants">What it may do where; not nothing, and not more than its maker.</param>
/// <param name="Lifetime">How long it is good: a minute to five years of 366 days; null for 365 days.</param>
public sealed record ApiKeyRequest(string Name, AccessGrants Grants, TimeSpan? Lifetime = null);
