using P8e.Chain.Blocks;
using P8e.Chain.Node;
using P8e.Cryptography.Signatures;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Submission;

/// <summary>
/// The one writer of a signing account: takes rows of the outbox to the chain (design section 9). It has no loop and no clock: the caller runs it when
/// a row was added and after each block. Rules it keeps, whatever the node answers or does not answer:
/// nothing is sent before bytes, hash, sequence and timeout height are stored; what is sent again are the stored bytes; a row is signed again only when
/// every block up to its timeout height was read without it; nothing is signed or sent when a node is on another chain.
/// Not safe for use by two threads at once; two processes are safe, the later one takes over.
/// </summary>
public sealed class OutboxWriter
{
    private readonly AccountAddress _account;
    private readonly ChainOptions _options;
    private readonly IOutbox _outbox;
    private readonly INodeQueries _queries;
    private readonly INodeTransactions _transactions;
    private readonly IBlockSource _blocks;
    private readonly RowSigner _rowSigner;
    private WriterSession? _session;

    /// <summary>Makes the writer of an account.</summary>
    /// <param name="prefix">The network's address prefix, for example <see cref="AccountAddress.TestNetPrefix"/>.</param>
    /// <param name="signer">The account's key.</param>
    /// <param name="options">Chain id and numbers.</param>
    /// <param name="outbox">The rows.</param>
    /// <param name="queries">The node that is asked.</param>
    /// <param name="transactions">The node that takes transactions.</param>
    /// <param name="blocks">The node whose blocks are read.</param>
    public OutboxWriter(
        string prefix, ISigner signer, ChainOptions options, IOutbox outbox, INodeQueries queries, INodeTransactions transactions, IBlockSource blocks)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(outbox);
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(transactions);
        ArgumentNullException.ThrowIfNull(blocks);
        _account = AccountAddress.FromBytes(prefix, signer.PublicKey.ToAddressBytes());
        _options = options;
        _outbox = outbox;
        _queries = queries;
        _transactions = transactions;
        _blocks = blocks;
        _rowSigner = new RowSigner(signer, options, queries);
    }

    /// <summary>
    /// One run: outcomes of what was sent, then what has to be sent again, then what is new. After an error the next run begins with what is
    /// stored, so an error is never worse than a pause.
    /// </summary>
    /// <param name="cancellationToken">Ends the run; the next one goes on.</param>
    /// <exception cref="P8eTransientException">A node, the outbox or the signer is out of reach. Run again later.</exception>
    /// <exception cref="P8eStateException">
    /// <see cref="ErrorCodes.ChainWrongChain"/>, <see cref="ErrorCodes.ChainAccountUnknown"/>, <see cref="ErrorCodes.ChainBlocksPruned"/> or
    /// <see cref="ErrorCodes.ChainWriterSuperseded"/>: an operator has to look.
    /// </exception>
    public Task<WriterReport> RunAsync(CancellationToken cancellationToken) => RunAsync(long.MaxValue, cancellationToken);

    /// <summary>
    /// The same, but outcomes are taken only from blocks up to a height: a follower that has handled these blocks has seen every row that it found in them as
    /// <see cref="OutboxState.Waiting"/>.
    /// </summary>
    /// <param name="settleUpTo">Highest block whose outcomes count in this run; 0 means none yet.</param>
    /// <param name="cancellationToken">Ends the run; the next one goes on.</param>
    public async Task<WriterReport> RunAsync(long settleUpTo, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(settleUpTo);
        try
        {
            return await RunOnceAsync(settleUpTo, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _session = null;
            throw;
        }
    }

    private async Task<WriterReport> RunOnceAsync(long settleUpTo, CancellationToken cancellationToken)
    {
        var status = await _blocks.ReadStatusAsync(cancellationToken).ConfigureAwait(false);
        ChainIdentity.Require(_options.ChainId, status.ChainId, "Reading blocks");
        var session = _session ??= await RecoverAsync(cancellationToken).ConfigureAwait(false);
        var run = new WriterRun(_options, _outbox, _transactions, _rowSigner, session, status);
        await run.LoadAsync(_account, cancellationToken).ConfigureAwait(false);
        if (run.IsEmpty)
        {
            return run.Report();
        }

        await run.SettleAsync(settleUpTo, cancellationToken).ConfigureAwait(false);
        await RequireOurChainAsync(cancellationToken).ConfigureAwait(false);
        await EnsureSequenceAsync(session, cancellationToken).ConfigureAwait(false);
        if (await run.ResendAsync(cancellationToken).ConfigureAwait(false))
        {
            await run.SignAsync(cancellationToken).ConfigureAwait(false);
        }

        return run.Report();
    }

    private async Task<WriterSession> RecoverAsync(CancellationToken cancellationToken)
    {
        await RequireOurChainAsync(cancellationToken).ConfigureAwait(false);
        var account = await ReadAccountAsync(cancellationToken).ConfigureAwait(false);
        var claim = await _outbox.ClaimAsync(_account, cancellationToken).ConfigureAwait(false);
        var sequences = new SequenceAllocator();
        sequences.Observe(account.Sequence);
        return new WriterSession(claim, account.Number, sequences, new InclusionScan(_blocks, _options.ChainId));
    }

    // The three ports may be three endpoints: each says for itself where it is.
    private async Task RequireOurChainAsync(CancellationToken cancellationToken)
    {
        ChainIdentity.Require(_options.ChainId, await _queries.ReadChainIdAsync(cancellationToken).ConfigureAwait(false), "Asking the node");
        ChainIdentity.Require(_options.ChainId, await _transactions.ReadChainIdAsync(cancellationToken).ConfigureAwait(false), "Sending transactions");
    }

    private async Task EnsureSequenceAsync(WriterSession session, CancellationToken cancellationToken)
    {
        if (session.Sequences.IsUnknown)
        {
            session.Sequences.Observe((await ReadAccountAsync(cancellationToken).ConfigureAwait(false)).Sequence);
        }
    }

    private async Task<ChainAccount> ReadAccountAsync(CancellationToken cancellationToken) =>
        await _queries.FindAccountAsync(_account, cancellationToken).ConfigureAwait(false)
        ?? throw new P8eStateException(
            StateErrorKind.NotFound,
            ErrorCodes.ChainAccountUnknown,
            $"Reading the signing account: {_account} does not exist on {_options.ChainId}. Send it some hash first.");
}
