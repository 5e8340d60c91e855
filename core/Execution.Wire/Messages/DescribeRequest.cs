namespace P8e.Execution.Wire.Messages;

/// <summary>What is in the package? Answered by <see cref="DescribedReply"/> or <see cref="FailureReply"/>.</summary>
public sealed record DescribeRequest : WireMessage;
