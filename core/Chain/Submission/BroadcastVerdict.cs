using P8e.Chain.Node;
using P8e.Protocol.Errors;

namespace P8e.Chain.Submission;

/// <summary>What an answer to a broadcast means for the row (provenance-chain 5.5, 5.7).</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Mismatch">The numbers of a sequence mismatch, when they could be read.</param>
/// <param name="Failure">The refusal; null when there was none.</param>
internal sealed record BroadcastVerdict(BroadcastVerdictKind Kind, SequenceMismatch? Mismatch, TransactionFailure? Failure)
{
    internal static BroadcastVerdict Of(BroadcastReply reply)
    {
        if (reply.Code == 0)
        {
            return new BroadcastVerdict(BroadcastVerdictKind.Taken, null, null);
        }

        var failure = new TransactionFailure(reply.Code, reply.Codespace, reply.Log);
        return failure.ErrorCode switch
        {
            ErrorCodes.ChainTransactionKnown => new BroadcastVerdict(BroadcastVerdictKind.Taken, null, null),
            ErrorCodes.ChainMempoolFull => new BroadcastVerdict(BroadcastVerdictKind.Later, null, failure),
            ErrorCodes.ChainTransactionExpired => new BroadcastVerdict(BroadcastVerdictKind.Later, null, failure),
            ErrorCodes.ChainSequenceMismatch => new BroadcastVerdict(BroadcastVerdictKind.OutOfSequence, SequenceMismatch.Find(reply.Log), failure),
            _ => new BroadcastVerdict(BroadcastVerdictKind.Refused, null, failure),
        };
    }
}
