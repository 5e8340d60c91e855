using Google.Protobuf;
using P8e.Chain.Blocks;
using P8e.Chain.Fees;
using P8e.Chain.Node;
using P8e.Chain.Transactions;
using P8e.Cryptography.Signatures;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Tx;

namespace P8e.Chain.Tests.Support;

/// <summary>
/// A chain of one account with the rules that matter to a sender: sequences in the committed and in the check state, timeout heights, signatures over
/// chain id and account number, a cache of seen bytes, blocks. It does to transactions what a test asks for.
/// </summary>
internal sealed class FakeNode : INodeQueries, INodeTransactions, IBlockSource
{
    internal const ulong AccountNumber = 4;
    internal const string FailingMemo = "fails";
    private readonly List<(BlockHeader Header, byte[][] Transactions, TransactionResult[] Results)> _blocks = [];
    private readonly List<byte[]> _mempool = [];
    private readonly HashSet<TransactionHash> _cache = [];
    private ulong _checkSequence;

    internal FakeNode(int height = 10)
    {
        while (_blocks.Count < height)
        {
            ProduceBlock();
        }
    }

    /// <summary>What the node says its chain is.</summary>
    internal string ChainId { get; set; } = Samples.ChainId;

    /// <summary>What becomes of the next broadcast; normal when empty.</summary>
    internal Queue<BroadcastFault> Faults { get; } = new();

    internal ulong CommittedSequence { get; private set; }

    internal int AccountQueries { get; private set; }

    internal long Height => _blocks.Count;

    internal long EarliestHeight { get; set; } = 1;

    internal bool AccountExists { get; set; } = true;

    internal FeeEstimate? Estimate { get; set; } = new([new ChainCoin(ChainCoin.FeeDenomination, 5)], [], 100_000);

    /// <summary>Called before a broadcast is looked at, with the bytes.</summary>
    internal Func<byte[], Task> Watch { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every transaction that used its sequence in a block, in order.</summary>
    internal List<DecodedTransaction> Paid { get; } = [];

    internal int Received { get; private set; }

    public Task<string> ReadChainIdAsync(CancellationToken cancellationToken) => Task.FromResult(ChainId);

    public Task<ChainAccount?> FindAccountAsync(AccountAddress address, CancellationToken cancellationToken)
    {
        AccountQueries++;
        return Task.FromResult(AccountExists ? new ChainAccount(AccountNumber, CommittedSequence) : null);
    }

    public Task<FeeEstimate?> EstimateFlatFeesAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken)
    {
        var sequence = TransactionDecoder.Decode(transaction.Span).Signers[0].Sequence;
        return sequence == _checkSequence
            ? Task.FromResult(Estimate)
            : throw SimulationFailure.From($"codespace sdk code 18: invalid request: account sequence mismatch, expected {_checkSequence}, got {sequence}: incorrect account sequence");
    }

    public Task<FeeEstimate?> EstimateGasFeesAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken) => Task.FromResult<FeeEstimate?>(null);

    public async Task<BroadcastReply> BroadcastAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken)
    {
        var bytes = transaction.ToArray();
        await Watch(bytes);
        Received++;
        switch (Faults.TryDequeue(out var fault) ? fault : BroadcastFault.None)
        {
            case BroadcastFault.LostBefore:
                throw NoAnswer();
            case BroadcastFault.LostAfter:
                CheckTransaction(bytes);
                throw NoAnswer();
            case BroadcastFault.Twice:
                CheckTransaction(bytes);
                return CheckTransaction(bytes);
            case BroadcastFault.Full:
                return new BroadcastReply(20, "sdk", "mempool is full");
            case BroadcastFault.Evicted:
                var reply = CheckTransaction(bytes);
                LoseMempool();
                return reply;
            case BroadcastFault.Refused:
                return new BroadcastReply(5, "sdk", "insufficient funds");
            case BroadcastFault.MismatchWithoutNumbers:
                return new BroadcastReply(32, "sdk", "incorrect account sequence");
            default:
                return CheckTransaction(bytes);
        }
    }

    public Task<ChainStatus> ReadStatusAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new ChainStatus(ChainId, Height, _blocks[^1].Header.Hash, EarliestHeight, false));

    public Task<IReadOnlyList<BlockHeader>> ReadHeadersAsync(long first, long last, CancellationToken cancellationToken)
    {
        Assert.InRange(last - first, 0, IBlockSource.HeadersMaximum - 1);
        Assert.InRange(first, EarliestHeight, last);
        Assert.InRange(last, first, Height);
        return Task.FromResult<IReadOnlyList<BlockHeader>>([.. _blocks[(int)(first - 1)..(int)last].Select(block => block.Header)]);
    }

    public Task<Block> ReadBlockAsync(long height, CancellationToken cancellationToken)
    {
        var (header, transactions, _) = _blocks[(int)height - 1];
        return Task.FromResult(new Block(header, [.. transactions.Select(bytes => TransactionHash.Of(bytes))]));
    }

    public Task<BlockResults?> ReadResultsAsync(long height, CancellationToken cancellationToken) =>
        Task.FromResult<BlockResults?>(new BlockResults(height, _blocks[(int)height - 1].Results, []));

    /// <summary>A block with everything in the mempool; what its execution refuses before the sequence is used is in it all the same.</summary>
    internal void ProduceBlock()
    {
        var results = _mempool.Select(Deliver).ToArray();
        var header = new BlockHeader(ChainId, Height + 1, $"{Height + 1:X64}", $"{Height:X64}", DateTimeOffset.UnixEpoch, results.Length);
        _blocks.Add((header, [.. _mempool], results));
        _mempool.Clear();
        _checkSequence = CommittedSequence;
    }

    internal void ProduceBlocks(int count)
    {
        for (var made = 0; made < count; made++)
        {
            ProduceBlock();
        }
    }

    /// <summary>The node forgets what waits, as at a restart.</summary>
    internal void LoseMempool()
    {
        foreach (var bytes in _mempool)
        {
            _cache.Remove(TransactionHash.Of(bytes));
        }

        _mempool.Clear();
        _checkSequence = CommittedSequence;
    }

    /// <summary>A transaction that somebody else signed with the key waits in the mempool.</summary>
    internal void OccupyNextSequence() => _checkSequence++;

    /// <summary>Somebody else uses the key.</summary>
    internal void UseSequenceElsewhere()
    {
        LoseMempool();
        CommittedSequence++;
        _checkSequence = CommittedSequence;
    }

    private static P8eTransientException NoAnswer() => new(ErrorCodes.ChainNodeUnavailable, "No answer.");

    private BroadcastReply CheckTransaction(byte[] bytes)
    {
        var hash = TransactionHash.Of(bytes);
        if (_cache.Contains(hash))
        {
            return new BroadcastReply(19, "sdk", "");
        }

        var refusal = Refusal(bytes, _checkSequence, Height);
        if (refusal is null)
        {
            _cache.Add(hash);
            _mempool.Add(bytes);
            _checkSequence++;
        }

        return refusal ?? new BroadcastReply(0, "", "");
    }

    private TransactionResult Deliver(byte[] bytes)
    {
        if (Refusal(bytes, CommittedSequence, Height + 1) is { } refusal)
        {
            return new TransactionResult(new TransactionFailure(refusal.Code, refusal.Codespace, refusal.Log), 0, 0, []);
        }

        CommittedSequence++;
        var transaction = TransactionDecoder.Decode(bytes);
        Paid.Add(transaction);
        var failure = transaction.Content.Memo.StartsWith(FailingMemo, StringComparison.Ordinal) ? new TransactionFailure(18, "sdk", "invalid request") : null;
        return new TransactionResult(failure, 1, 1, [new ChainEvent("tx", [])]);
    }

    // In the order of the ante handler: timeout height, sequence, signature.
    private BroadcastReply? Refusal(byte[] bytes, ulong sequence, long height)
    {
        var transaction = TransactionDecoder.Decode(bytes);
        var signer = transaction.Signers[0];
        if ((ulong)height > transaction.Content.TimeoutHeight)
        {
            return new BroadcastReply(30, "sdk", $"block height: {height}, timeout height: {transaction.Content.TimeoutHeight}: tx timeout height");
        }

        if (signer.Sequence != sequence)
        {
            return new BroadcastReply(32, "sdk", $"account sequence mismatch, expected {sequence}, got {signer.Sequence}: incorrect account sequence");
        }

        var raw = TxRaw.Parser.ParseFrom(bytes);
        var document = new SignDoc { BodyBytes = raw.BodyBytes, AuthInfoBytes = raw.AuthInfoBytes, ChainId = ChainId, AccountNumber = AccountNumber };
        return EcdsaSignature.TryFromCompact(signer.Signature.Span, out var signature)
            && Signing.Verify(signer.PublicKey!, document.ToByteArray(), SignatureDigest.Sha256, signature)
                ? null
                : new BroadcastReply(4, "sdk", "signature verification failed");
    }
}
