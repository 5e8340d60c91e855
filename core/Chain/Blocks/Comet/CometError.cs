namespace P8e.Chain.Blocks.Comet;

/// <summary>The error object of a JSON-RPC reply.</summary>
internal sealed record CometError(string Message, string Data);
