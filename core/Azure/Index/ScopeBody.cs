using P8e.Chain.Scopes;
using P8e.Index.Rows;

namespace P8e.Azure.Index;

/// <summary>What the scope's entity holds beside its standing.</summary>
internal sealed record ScopeBody(ChangePoint At, bool IsComplete, ScopeState? Content);
