namespace P8e.Benchmarks.Devchain;

/// <summary>What one round came to.</summary>
/// <param name="PerSecond">Transactions per second of wall time.</param>
/// <param name="ProcessorMilliseconds">Processor time per transaction, of the chain and its clients: unlike wall time, a busy machine leaves it nearly alone.</param>
internal readonly record struct DevchainRound(double PerSecond, double ProcessorMilliseconds);
