using P8e.Chain.Blocks;

namespace P8e.Chain.Submission;

/// <summary>
/// What a writer knows beyond the outbox, from one recovery to the next. It may be thrown away at any time; everything in it is asked for again.
/// </summary>
internal sealed class WriterSession(WriterClaim claim, ulong accountNumber, SequenceAllocator sequences, InclusionScan scan)
{
    private readonly Dictionary<string, long> _sent = [];

    internal WriterClaim Claim => claim;

    internal ulong AccountNumber => accountNumber;

    internal SequenceAllocator Sequences => sequences;

    internal InclusionScan Scan => scan;

    /// <summary>The node said that it has the row's transaction.</summary>
    internal void MarkSent(OutboxRow row, ChainStatus status) => _sent[row.Id] = status.LatestHeight;

    /// <summary>The row's transaction is to be sent at the next opportunity.</summary>
    internal void MarkUnsent(OutboxRow row) => _sent.Remove(row.Id);

    internal bool IsDue(OutboxRow row, ChainStatus status, int resendAfter) =>
        !_sent.TryGetValue(row.Id, out var height) || status.LatestHeight - height >= resendAfter;
}
