using P8e.Chain.Scopes;

namespace P8e.Index.Rows;

/// <summary>A record of a scope in the index.</summary>
/// <param name="At">Its newest change.</param>
/// <param name="Content">The record.</param>
public sealed record RecordRow(ChangePoint At, RecordState Content);
