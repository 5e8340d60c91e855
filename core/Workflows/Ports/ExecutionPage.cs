namespace P8e.Workflows.Ports;

/// <summary>A part of a list of executions.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Cursor">Asks for the next part; null when this is the last.</param>
public sealed record ExecutionPage(IReadOnlyList<ExecutionRow> Items, string? Cursor);
