using P8e.Chain.Blocks;
using P8e.Chain.Node;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Submission;

/// <summary>The steps of one run over the rows as they were read at its start.</summary>
internal sealed class WriterRun(
    ChainOptions options, IOutbox outbox, INodeTransactions transactions, RowSigner signer, WriterSession session, ChainStatus status)
{
    private readonly List<OutboxRow> _waiting = [];
    private readonly List<OutboxRow> _unsigned = [];
    private readonly List<OutboxRow> _finished = [];
    private int _sent;
    private int _resent;

    internal bool IsEmpty => _waiting.Count + _unsigned.Count == 0;

    internal WriterReport Report() => new(status.LatestHeight, _sent, _resent, _finished, _waiting.Count + _unsigned.Count);

    internal async Task LoadAsync(AccountAddress account, CancellationToken cancellationToken)
    {
        await foreach (var row in outbox.ListOpenAsync(account, cancellationToken).ConfigureAwait(false))
        {
            ChainIdentity.Require(options.ChainId, row.ChainId, "Reading the outbox");
            if (row.Attempt is { } attempt)
            {
                _waiting.Add(row);
                session.Sequences.Hold(attempt.Transaction.Sequence);
                session.Scan.Cover(attempt);
            }
            else
            {
                _unsigned.Add(row);
            }
        }
    }

    /// <summary>Finds outcomes in blocks. Rows whose timeout height has passed without them become unsigned again.</summary>
    internal async Task SettleAsync(long upTo, CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        var last = Math.Min(Math.Min(status.LatestHeight, upTo), _waiting.Max(TimeoutHeight));
        var byHash = _waiting.ToDictionary(row => row.Attempt!.Transaction.Hash);
        foreach (var found in await session.Scan.ReadAsync(byHash.Keys.ToHashSet(), last, status, cancellationToken).ConfigureAwait(false))
        {
            if (!byHash.Remove(found.Hash, out var row))
            {
                continue;
            }

            session.Sequences.Use(row.Attempt!.Transaction.Sequence);
            await FinishAsync(row, OutboxOutcome.Included(found.Height, found.Index, found.Failure), cancellationToken).ConfigureAwait(false);
            _waiting.Remove(row);
        }

        var expired = _waiting.Where(IsExpired).ToArray();
        foreach (var row in expired)
        {
            session.Sequences.Release(row.Attempt!.Transaction.Sequence);
            session.MarkUnsent(row);
            _waiting.Remove(row);
        }

        _unsigned.InsertRange(0, expired);
        if (_waiting.Count == 0)
        {
            session.Scan.Reset();
        }
    }

    /// <summary>Sends stored bytes that the node may not have, in the order of their sequences.</summary>
    /// <returns>Whether new transactions can follow now.</returns>
    internal async Task<bool> ResendAsync(CancellationToken cancellationToken)
    {
        foreach (var row in _waiting.Where(row => session.IsDue(row, status, options.ResendAfterBlocks)).OrderBy(Sequence).ToArray())
        {
            _resent++;
            var verdict = await BroadcastAsync(row, cancellationToken).ConfigureAwait(false);
            switch (verdict.Kind)
            {
                case BroadcastVerdictKind.OutOfSequence when verdict.Mismatch?.Expected > Sequence(row):
                    // It is in a block that was not read yet, or its sequence went to somebody else. Its blocks will tell.
                    session.Sequences.Observe(verdict.Mismatch.Expected);
                    session.MarkSent(row, status);
                    break;
                case BroadcastVerdictKind.Taken or BroadcastVerdictKind.Refused:
                    // A refusal of bytes that were sent before proves nothing: they may be in a block. Its blocks will tell.
                    session.MarkSent(row, status);
                    break;
                default:
                    Pause(verdict);
                    // When no stored transaction has the sequence that is due, only a new one can fill the gap.
                    return verdict.Mismatch is { } gap && _waiting.TrueForAll(waiting => Sequence(waiting) != gap.Expected);
            }
        }

        return true;
    }

    /// <summary>Signs, stores and sends what is new or has expired, until the node wants a pause.</summary>
    internal async Task SignAsync(CancellationToken cancellationToken)
    {
        foreach (var row in _unsigned.ToArray())
        {
            if (_waiting.Count >= options.InFlightMaximum)
            {
                return;
            }

            if (row.Attempt?.Number >= options.AttemptsMaximum)
            {
                await FailAsync(row, ErrorCodes.ChainTransactionExpired, $"No block took any of {row.Attempt.Number} transactions in time.", cancellationToken)
                    .ConfigureAwait(false);
            }
            else if (!await SignAndSendAsync(row, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private static ulong Sequence(OutboxRow row) => row.Attempt!.Transaction.Sequence;

    private static long TimeoutHeight(OutboxRow row) => (long)row.Attempt!.Transaction.TimeoutHeight;

    // One block more than needed by the letter, as the rule says (provenance-chain 5.8).
    private bool IsExpired(OutboxRow row) => status.LatestHeight > TimeoutHeight(row) && session.Scan.Done >= TimeoutHeight(row);

    // False when the run has to end here.
    private async Task<bool> SignAndSendAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        SignedAttempt attempt;
        try
        {
            attempt = await SignAsync(row, cancellationToken).ConfigureAwait(false);
        }
        catch (P8eStateException error) when (error.Code == ErrorCodes.ChainSequenceMismatch)
        {
            Resynchronise(SequenceMismatch.Find(error.Message));
            return false;
        }
        catch (P8eException error) when (error is P8eInputException || error.Code is ErrorCodes.ChainSimulationFailed or ErrorCodes.ChainFeeUnsuitable)
        {
            // Nothing of this row can be on its way: it was never signed, or what was signed has expired.
            await FailAsync(row, error.Code, error.Message, cancellationToken).ConfigureAwait(false);
            return true;
        }

        var signed = await StoreAsync(row with { State = OutboxState.Waiting, Attempt = attempt }, cancellationToken).ConfigureAwait(false);
        session.Sequences.Hold(attempt.Transaction.Sequence);
        session.Scan.Cover(attempt);
        _unsigned.Remove(row);
        _waiting.Add(signed);
        _sent++;
        return await SendFirstAsync(signed, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> SendFirstAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var verdict = await BroadcastAsync(row, cancellationToken).ConfigureAwait(false);
        switch (verdict.Kind)
        {
            case BroadcastVerdictKind.Taken:
                session.MarkSent(row, status);
                return true;
            case BroadcastVerdictKind.Refused:
                // The first answer to the first sending: the bytes are nowhere and are not sent again, so the refusal is final.
                session.Sequences.Release(Sequence(row));
                await FinishAsync(row, OutboxOutcome.Refused(verdict.Failure!.ErrorCode, verdict.Failure.Log), cancellationToken).ConfigureAwait(false);
                _waiting.Remove(row);
                // CheckTx may have raised the sequence all the same, until the next block (provenance-chain 10, row 33).
                return false;
            case BroadcastVerdictKind.OutOfSequence when verdict.Mismatch?.Expected > Sequence(row):
                // Somebody else signs with this key, or an answer was lost below us. The row waits for its blocks, the others go on.
                session.Sequences.Observe(verdict.Mismatch.Expected);
                session.MarkSent(row, status);
                return true;
            default:
                Pause(verdict);
                return false;
        }
    }

    private async Task<SignedAttempt> SignAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        using var span = ChainTrace.Start("sign transaction", row.Trace);
        try
        {
            return await signer.SignAsync(row, session.AccountNumber, session.Sequences.Next(), status, cancellationToken).ConfigureAwait(false);
        }
        catch (P8eException error)
        {
            ChainTrace.Fail(span, error.Code);
            throw;
        }
    }

    private async Task<BroadcastVerdict> BroadcastAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        using var span = ChainTrace.Start("broadcast transaction", row.Trace)?.SetTag(ChainTrace.HashAttribute, row.Attempt!.Transaction.Hash.ToString());
        try
        {
            var verdict = BroadcastVerdict.Of(await transactions.BroadcastAsync(row.Attempt!.Transaction.Bytes, cancellationToken).ConfigureAwait(false));
            ChainTrace.Fail(span, verdict.Failure?.ErrorCode);
            ChainMeter.Broadcast(verdict.Kind);
            return verdict;
        }
        catch (P8eException error)
        {
            ChainTrace.Fail(span, error.Code);
            throw;
        }
    }

    private void Pause(BroadcastVerdict verdict)
    {
        if (verdict.Kind == BroadcastVerdictKind.OutOfSequence)
        {
            Resynchronise(verdict.Mismatch);
        }
    }

    // The node lost something: every stored transaction from the expected sequence on is sent again in the next run.
    private void Resynchronise(SequenceMismatch? mismatch)
    {
        if (mismatch is null)
        {
            session.Sequences.Forget();
            return;
        }

        session.Sequences.Observe(mismatch.Expected);
        foreach (var row in _waiting.Where(row => Sequence(row) >= mismatch.Expected))
        {
            session.MarkUnsent(row);
        }
    }

    private async Task FailAsync(OutboxRow row, string errorCode, string reason, CancellationToken cancellationToken)
    {
        await FinishAsync(row, OutboxOutcome.Refused(errorCode, reason), cancellationToken).ConfigureAwait(false);
        _unsigned.Remove(row);
    }

    private async Task FinishAsync(OutboxRow row, OutboxOutcome outcome, CancellationToken cancellationToken)
    {
        var state = outcome.ErrorCode is null ? OutboxState.Committed : OutboxState.Failed;
        using var span = ChainTrace.Start("settle transaction", row.Trace)?.SetTag(ChainTrace.HeightAttribute, outcome.Height);
        ChainTrace.Fail(span, outcome.ErrorCode);
        var stored = await StoreAsync(row with { State = state, Outcome = outcome }, cancellationToken).ConfigureAwait(false);
        _finished.Add(stored);
        ChainMeter.Finished(stored);
        session.MarkUnsent(row);
    }

    private async Task<OutboxRow> StoreAsync(OutboxRow row, CancellationToken cancellationToken) =>
        await outbox.TryUpdateAsync(session.Claim, row, cancellationToken).ConfigureAwait(false)
        ?? throw new P8eStateException(
            StateErrorKind.Conflict,
            ErrorCodes.ChainWriterSuperseded,
            $"Writing the outbox of {row.Account}: another process writes there now. Nothing was sent. Run one writer per account.");
}
