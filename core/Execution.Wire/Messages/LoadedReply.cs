namespace P8e.Execution.Wire.Messages;

/// <summary>The package is loaded; runs and descriptions may follow.</summary>
public sealed record LoadedReply : WireMessage;
