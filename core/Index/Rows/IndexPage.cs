namespace P8e.Index.Rows;

/// <summary>A part of a listing.</summary>
/// <param name="Items">The items, in order; there may be none behind a full page.</param>
/// <param name="Cursor">Asks for the next part; null when this is the last.</param>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record IndexPage<T>(IReadOnlyList<T> Items, string? Cursor);
