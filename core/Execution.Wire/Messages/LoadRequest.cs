namespace P8e.Execution.Wire.Messages;

/// <summary>The first request: load this package. Answered by <see cref="LoadedReply"/> or <see cref="FailureReply"/>.</summary>
/// <param name="Contracts">The contract assembly's file.</param>
/// <param name="Records">The record assembly's file; empty when the contract assembly holds its own records.</param>
public sealed record LoadRequest(ReadOnlyMemory<byte> Contracts, ReadOnlyMemory<byte> Records) : WireMessage;
