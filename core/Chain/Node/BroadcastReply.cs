namespace P8e.Chain.Node;

/// <summary>A node's answer to a broadcast (provenance-chain 5.7).</summary>
/// <param name="Code">0 when it was taken.</param>
/// <param name="Codespace">Whose code it is, <c>sdk</c> as a rule.</param>
/// <param name="Log">The node's text.</param>
public sealed record BroadcastReply(uint Code, string Codespace, string Log);
