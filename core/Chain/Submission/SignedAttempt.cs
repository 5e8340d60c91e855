using P8e.Chain.Transactions;

namespace P8e.Chain.Submission;

/// <summary>A signed transaction of a row and where to look for it: in the blocks above <paramref name="SignedAtHeight"/> up to its timeout height.</summary>
/// <param name="Transaction">Bytes, hash, sequence and timeout height.</param>
/// <param name="SignedAtHeight">A height that was committed before the signature was made.</param>
/// <param name="Number">The how many-th of the row, from 1.</param>
public sealed record SignedAttempt(SignedTransaction Transaction, long SignedAtHeight, int Number);
