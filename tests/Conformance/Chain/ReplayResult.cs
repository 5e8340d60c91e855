namespace P8e.Conformance.Chain;

/// <summary>What became of one recorded transaction.</summary>
internal sealed record ReplayResult(string File, int Order, string Id, string? Failure);
