namespace P8e.Access.Keys;

/// <summary>A part of the list of keys.</summary>
/// <param name="Items">The keys in the order of their ids; may be none though the list goes on.</param>
/// <param name="Cursor">For the next page; null at the end.</param>
public sealed record ApiKeyPage(IReadOnlyList<ApiKey> Items, string? Cursor);
