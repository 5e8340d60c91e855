namespace P8e.Conformance.Stores.Comparison;

/// <summary>One thing in which our answer to a step is not the recorded one.</summary>
/// <param name="Kind">What was compared.</param>
/// <param name="Text">What was recorded and what we did.</param>
internal sealed record Finding(FindingKind Kind, string Text)
{
    /// <summary>The row that only one side has, or that differs.</summary>
    internal StoreRow? Row { get; init; }

    /// <summary>Whether ours was before what the recorded row became.</summary>
    internal bool IsOldNews { get; init; }

    /// <summary>Name of the table that the row belongs to.</summary>
    internal string? Table { get; init; }
}
