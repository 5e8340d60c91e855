using P8e.Index.Rows;
using P8e.Protocol.Identifiers;

namespace P8e.Index.Ports;

/// <summary>One step of a scope's rows to a greater height. Each address at most once per list, none in two lists of its kind; all belong to the scope.</summary>
public sealed record ScopeUpdate
{
    /// <summary>The scope's new row, with the version of the old one; null when there must be none. Never <see cref="ScopeStanding.Arriving"/>.</summary>
    public required ScopeRow Row { get; init; }

    /// <summary>Sessions to write.</summary>
    public IReadOnlyList<SessionRow> Sessions { get; init; } = [];

    /// <summary>Sessions to remove; they are there.</summary>
    public IReadOnlyList<MetadataAddress> RemovedSessions { get; init; } = [];

    /// <summary>Records to write.</summary>
    public IReadOnlyList<RecordRow> Records { get; init; } = [];

    /// <summary>Records to remove; they are there.</summary>
    public IReadOnlyList<MetadataAddress> RemovedRecords { get; init; } = [];

    /// <summary>What happened to records, all at the row's height.</summary>
    public IReadOnlyList<HistoryRow> History { get; init; } = [];
}
