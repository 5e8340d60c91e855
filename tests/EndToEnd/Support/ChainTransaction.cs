using P8e.Protocol;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>A transaction in a block.</summary>
/// <param name="Height">Its block.</param>
/// <param name="Hash">Upper-case hex.</param>
/// <param name="Memo">What its signer wrote beside it.</param>
/// <param name="Messages">What it does, in order.</param>
/// <param name="Bytes">All of it, as it stands in the block.</param>
internal sealed record ChainTransaction(long Height, string Hash, string Memo, IReadOnlyList<ChainMessage> Messages, ReadOnlyMemory<byte> Bytes);
