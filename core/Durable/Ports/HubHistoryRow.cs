namespace P8e.Durable.Ports;

/// <summary>What one step added to a history, or a part of it.</summary>
/// <param name="Generation">Which start or continue-as-new of the instance; at least 1.</param>
/// <param name="Number">Its place in the generation, from 0.</param>
/// <param name="Records">The hub's own bytes, at most <see cref="HubLimits.HistoryRowBytesMax"/>.</param>
public sealed record HubHistoryRow(int Generation, int Number, ReadOnlyMemory<byte> Records);
