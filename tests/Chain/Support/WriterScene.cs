using P8e.Chain.Submission;
using P8e.Chain.Transactions;
using P8e.Ports.Chain;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Tests.Support;

/// <summary>
/// A node, an outbox and writers over them. It watches every broadcast: the bytes must stand in the outbox already, and a row's earlier transactions
/// must all be past their timeout height and in no block.
/// </summary>
internal sealed class WriterScene
{
    private readonly Dictionary<string, List<SignedTransaction>> _sent = [];

    internal WriterScene(ChainOptions? options = null)
    {
        Options = options ?? new ChainOptions { ChainId = Samples.ChainId, TimeoutBlocks = 5 };
        Node.Watch = WatchAsync;
        Outbox = new FaultingOutbox(Stored);
        Writer = NewWriter();
    }

    internal ChainOptions Options { get; }

    internal FakeNode Node { get; } = new();

    internal InMemoryOutbox Stored { get; } = new();

    internal FaultingOutbox Outbox { get; }

    internal CountingSigner Key { get; } = new(Samples.Alice.Signer);

    internal OutboxWriter Writer { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A writer that knows nothing but the outbox, as after a crash.</summary>
    internal OutboxWriter NewWriter() => new(AccountAddress.TestNetPrefix, Key, Options, Outbox, Node, Node, Node);

    internal void Restart() => Writer = NewWriter();

    /// <summary>A new row of Alice's.</summary>
    internal static OutboxRow Row(string id) => new()
    {
        Account = Samples.AliceAddress,
        Id = id,
        ChainId = Samples.ChainId,
        Content = new TransactionContent([Samples.Send()], memo: id),
        Added = DateTimeOffset.UnixEpoch,
    };

    internal async Task AddAsync(params string[] ids)
    {
        foreach (var id in ids)
        {
            Assert.True(await Stored.TryAddAsync(Row(id), Token));
        }
    }

    internal Task<WriterReport> RunAsync() => Writer.RunAsync(Token);

    /// <summary>A run that may fail in a way that passes; null then.</summary>
    internal static async Task<WriterReport?> TryRunAsync(OutboxWriter writer)
    {
        try
        {
            return await writer.RunAsync(Token);
        }
        catch (P8eException error) when (error is P8eTransientException || error.Code == ErrorCodes.ChainWriterSuperseded)
        {
            return null;
        }
    }

    internal async Task<OutboxRow> RowAsync(string id) => (await Stored.FindAsync(Samples.AliceAddress, id, Token))!;

    /// <summary>Transactions of a row that used a sequence, so paid a fee.</summary>
    internal int PaidFor(string id) => Node.Paid.Count(transaction => transaction.Content.Memo == id);

    internal int SentFor(string id) => _sent.GetValueOrDefault(id)?.Count ?? 0;

    private async Task WatchAsync(byte[] bytes)
    {
        var id = TransactionDecoder.Decode(bytes).Content.Memo;
        var stored = (await RowAsync(id)).Attempt?.Transaction;
        Assert.Equal(stored?.Bytes.ToArray(), bytes);
        Assert.Equal(Samples.ChainId, Node.ChainId);
        if (!_sent.TryGetValue(id, out var earlier))
        {
            _sent[id] = earlier = [];
        }

        if (earlier.TrueForAll(transaction => !transaction.Hash.Equals(stored!.Hash)))
        {
            Assert.All(earlier, transaction => Assert.True((ulong)Node.Height > transaction.TimeoutHeight, $"{id} was signed again too early"));
            Assert.Equal(0, PaidFor(id));
            earlier.Add(stored!);
        }
    }
}
