using P8e.Chain.Blocks;
using P8e.Chain.Following;
using P8e.Chain.Node;
using P8e.Chain.Submission;
using P8e.Durable;
using P8e.Ports.Chain;
using P8e.Protocol.Errors;
using P8e.Workflows.FollowChain;
using P8e.Workflows.SubmitMessages;
using P8e.Workflows.Tests.Support;

namespace P8e.Workflows.Tests.FollowChain;

public sealed class CommitHandlerTests
{
    private readonly InMemoryOutbox _outbox = new();
    private readonly RecordingClient _client = new();
    private readonly PayloadSerializer _payloads = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_OurTransactions_TellsTheirWorkflowsOnceEach()
    {
        var first = await Submissions.AddSignedAsync(_outbox, "one:0", 0, Token);
        var second = await Submissions.AddSignedAsync(_outbox, "two:7", 1, Token);
        await Submissions.AddSignedAsync(_outbox, "three:0", 2, Token);

        await HandleAsync(Block(20, Found(first)), Block(21), Block(22, Found(second, new TransactionFailure(4, "sdk", "no"))));

        Assert.Equal(["one committed-0", "two committed-7"], _client.Raised.Select(raised => $"{raised.Instance} {raised.Event}"));
        Assert.Equal(new TransactionOutcome(Hash(first), 20, 0, null, null), _payloads.Read<TransactionOutcome>(_client.Raised[0].Payload));
        Assert.Equal(new TransactionOutcome(Hash(second), 22, 0, ErrorCodes.ChainUnauthorized, "sdk 4: no"), _payloads.Read<TransactionOutcome>(_client.Raised[1].Payload));
    }

    [Fact]
    public async Task HandleAsync_FailedBeforeItsSequence_IsNoOutcome()
    {
        var row = await Submissions.AddSignedAsync(_outbox, "one:0", 0, Token);

        await HandleAsync(Block(20, new FollowedTransaction(row.Attempt!.Transaction.Hash, new TransactionFailure(5, "sdk", "poor"), IsFinal: false)));

        Assert.Empty(_client.Raised);
    }

    [Fact]
    public async Task HandleAsync_RowOfAnotherOrigin_IsLeftAlone()
    {
        var row = await Submissions.AddSignedAsync(_outbox, "by hand", 0, Token);

        await HandleAsync(Block(20, Found(row)));

        Assert.Empty(_client.Raised);
    }

    [Theory]
    [InlineData(DurableErrorCodes.InstanceNotFound)]
    [InlineData(DurableErrorCodes.InstanceStateConflict)]
    public async Task HandleAsync_WorkflowHasEnded_GoesOn(string code)
    {
        var first = await Submissions.AddSignedAsync(_outbox, "one:0", 0, Token);
        var second = await Submissions.AddSignedAsync(_outbox, "two:0", 1, Token);
        _client.Failures["one"] = new DurableException(code, "gone");

        await HandleAsync(Block(20, Found(first), Found(second)));

        Assert.Equal("two", Assert.Single(_client.Raised).Instance);
    }

    [Fact]
    public async Task HandleAsync_HubAway_FailsSoThatTheBlocksComeAgain()
    {
        var row = await Submissions.AddSignedAsync(_outbox, "one:0", 0, Token);
        _client.Failures["one"] = new IOException("away");

        await Assert.ThrowsAsync<IOException>(() => HandleAsync(Block(20, Found(row))));
    }

    /// <summary>Who is told of a commit finds it in the index.</summary>
    [Fact]
    public async Task HandleAsync_IndexHasNotKeptTheBlocks_TellsNobodyYet()
    {
        var row = await Submissions.AddSignedAsync(_outbox, "one:0", 0, Token);
        var kept = new TaskCompletionSource();
        List<string> calls = [];

        var run = HandleAsync(new LambdaHandler("index", calls, kept.Task), Block(20, Found(row)));

        Assert.Equal(["index 20"], calls);
        Assert.Empty(_client.Raised);
        kept.SetResult();
        await run;
        Assert.Equal("one", Assert.Single(_client.Raised).Instance);
    }

    [Fact]
    public async Task RaiseUnseen_RefusedWithoutABlock_TellsTheWorkflow()
    {
        var row = await Submissions.AddSignedAsync(_outbox, "one:0", 0, Token);
        var refused = row with { State = OutboxState.Failed, Outcome = new OutboxOutcome(0, 0, ErrorCodes.ChainOutOfGas, "more") };
        var included = row with { Id = "two:0", State = OutboxState.Committed, Outcome = new OutboxOutcome(9, 0, null, null) };

        await new OutcomeEvents(_client, _payloads).RaiseUnseenAsync(new WriterReport(9, 0, 0, [refused, included], 0), Token);

        var raised = Assert.Single(_client.Raised);
        Assert.Equal(("one", "committed-0"), (raised.Instance, raised.Event));
        Assert.Equal(new TransactionOutcome(Hash(row), 0, 0, ErrorCodes.ChainOutOfGas, "more"), _payloads.Read<TransactionOutcome>(raised.Payload));
    }

    private static string Hash(OutboxRow row) => row.Attempt!.Transaction.Hash.ToString();

    private static FollowedTransaction Found(OutboxRow row, TransactionFailure? failure = null) => new(row.Attempt!.Transaction.Hash, failure, IsFinal: true);

    private static FollowedBlock Block(long height, params FollowedTransaction[] transactions) =>
        new(new BlockHeader(Submissions.ChainId, height, $"H{height}", $"H{height - 1}", DateTimeOffset.UnixEpoch, transactions.Length), transactions, []);

    private Task HandleAsync(params FollowedBlock[] blocks) => HandleAsync(null, blocks);

    private Task HandleAsync(IBlockHandler? before, params FollowedBlock[] blocks) =>
        new CommitHandler(_outbox, [Submissions.Account], new OutcomeEvents(_client, _payloads), before, TimeProvider.System).HandleAsync(blocks, Token);
}
