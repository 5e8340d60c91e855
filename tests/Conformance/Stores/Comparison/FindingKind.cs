namespace P8e.Conformance.Stores.Comparison;

/// <summary>What of a step was compared.</summary>
internal enum FindingKind
{
    /// <summary>Code, text and place of the status.</summary>
    Status,

    /// <summary>Number and contents of the messages.</summary>
    Messages,

    /// <summary>Header blocks.</summary>
    Headers,

    /// <summary>A row that the reference server wrote and ours did not.</summary>
    RowMissing,

    /// <summary>A row that ours wrote and the reference server did not.</summary>
    RowExtra,

    /// <summary>A row that the reference server changed and ours did not, or to something else.</summary>
    RowChange,
}
