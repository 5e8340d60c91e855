namespace P8e.Index.Rows;

/// <summary>A part of a listing.</summary>
/// <param name="Items">The items, in order; may be fewer than asked for, even none, and still have a successor.</param>
/// <param name="Cursor">Asks for the next part; null when this is the last.</param>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record IndexPage<T>(IReadOnlyList<T> Items, string? Cursor);
