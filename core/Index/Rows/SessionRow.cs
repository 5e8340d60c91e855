using P8e.Chain.Scopes;

namespace P8e.Index.Rows;

/// <summary>A session of a scope in the index.</summary>
/// <param name="At">Its newest change.</param>
/// <param name="Content">The session.</param>
public sealed record SessionRow(ChangePoint At, SessionState Content);
