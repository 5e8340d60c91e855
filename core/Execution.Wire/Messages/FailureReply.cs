namespace P8e.Execution.Wire.Messages;

/// <summary>The request as a whole could not be done.</summary>
/// <param name="Kind">What stood in the way.</param>
/// <param name="Text">For the contract's author: what is wrong and where. Quotes no record.</param>
public sealed record FailureReply(FailureKind Kind, string Text) : WireMessage;
