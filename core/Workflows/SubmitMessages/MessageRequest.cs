namespace P8e.Workflows.SubmitMessages;

/// <summary>A chain message in a history: chain messages are public, so they may stand there.</summary>
/// <param name="TypeUrl"><c>/</c> and the full message name.</param>
/// <param name="Value">The serialised message, base64.</param>
public sealed record MessageRequest(string TypeUrl, string Value);
