namespace P8e.Access.Auditing;

/// <summary>A part of a day's lines.</summary>
/// <param name="Items">The lines in the order of time.</param>
/// <param name="Cursor">For the next page; null at the end.</param>
public sealed record AccessAuditPage(IReadOnlyList<AccessAuditLine> Items, string? Cursor);
