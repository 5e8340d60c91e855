using P8e.Chain.Scopes;
using P8e.Protocol.Identifiers;

namespace P8e.Index.Rows;

/// <summary>What became of a record in one block: the last of it, when there was more.</summary>
/// <param name="Record">The record's address.</param>
/// <param name="Name">Its name; null when it is not known any more.</param>
/// <param name="At">The block.</param>
/// <param name="Change">What happened.</param>
/// <param name="Content">The record then; null when it was deleted, or when the node no longer knew.</param>
public sealed record HistoryRow(MetadataAddress Record, string? Name, ChangePoint At, RecordChange Change, RecordState? Content);
