using P8e.Durable;
using P8e.Ports;
using P8e.Ports.Durable;
using P8e.Protocol.Errors;
using P8e.Workflows.SubmitMessages;
using P8e.Workflows.Tests.Support;

namespace P8e.Workflows.Tests.SubmitMessages;

/// <summary>The orchestrator on the embedded hub, its activities played by the test.</summary>
public sealed class SubmitMessagesOrchestratorTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly SeededRandomSource _random = new(20261121);
    private readonly PayloadSerializer _payloads = new();
    private readonly PlayedActivities _played = new();
    private readonly TaskHubClient _client;
    private readonly TaskHubWorker _worker;

    public SubmitMessagesOrchestratorTests()
    {
        _client = new TaskHubClient(new InMemoryHubStore(), new TaskHubOptions(), _time, () => new Guid(_random.Next(16)));
        var activities = new ActivityRegistry(_payloads, Describe)
            .Add<QueuedTransaction, TransactionOutcome?>(QueueTransactionActivity.Name, _played)
            .Add<OutcomeQuestion, TransactionOutcome?>(FindOutcomeActivity.Name, _played);
        _worker = new TaskHubWorker(
            _client, new OrchestratorRegistry(_payloads, Describe).AddWorkflows(), activities, "test", (_, error) => Assert.Fail(error.ToString()), work => _ = work());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _worker.Dispose();

    [Fact]
    public async Task RunAsync_AllCommitted_SendsOneAfterTheOtherAndAnswersTheOutcomes()
    {
        await StartAsync(3);
        for (var number = 0; number < 3; number++)
        {
            Assert.Equal(number + 1, _played.Queued.Count);
            await RaiseAsync(number, Submissions.Success(number));
        }

        var view = await ViewAsync();
        Assert.Equal(InstanceStatus.Completed, view.Status);
        Assert.Equal(Enumerable.Range(0, 3).Select(Submissions.Success), _payloads.Read<SubmitMessagesOutput>(view.Output).Transactions);
        Assert.Equal(new SubmitMessagesStatus(3, 3, Submissions.Success(2)), _payloads.Read<SubmitMessagesStatus>(view.CustomStatus));
        Assert.Equal([0, 1, 2], _played.Queued);
        Assert.Empty(_played.Asked);
    }

    [Fact]
    public async Task RunAsync_OneFails_EndsWithItsCodeAndSendsNoMore()
    {
        await StartAsync(3);
        await RaiseAsync(0, Submissions.Success(0));
        await RaiseAsync(1, new TransactionOutcome("B", 7, 0, ErrorCodes.ChainUnauthorized, "sdk 4: no"));

        var view = await ViewAsync();
        Assert.Equal(InstanceStatus.Failed, view.Status);
        Assert.Equal(ErrorCodes.ChainUnauthorized, view.Failure!.ErrorType);
        Assert.Contains("Transaction 2 of 3 failed: sdk 4: no", view.Failure.Message, StringComparison.Ordinal);
        Assert.Equal([0, 1], _played.Queued);
        var status = _payloads.Read<SubmitMessagesStatus>(view.CustomStatus);
        Assert.Equal((1, 3, 7L), (status.Succeeded, status.Of, status.Latest!.Height));
    }

    [Fact]
    public async Task RunAsync_EventTwiceOrEarly_CountsOnce()
    {
        await StartAsync(3);
        await RaiseAsync(1, Submissions.Success(1));
        await RaiseAsync(0, Submissions.Success(0));
        await RaiseAsync(0, Submissions.Success(5));
        await RaiseAsync(2, Submissions.Success(2));

        var view = await ViewAsync();
        Assert.Equal(InstanceStatus.Completed, view.Status);
        Assert.Equal(Enumerable.Range(0, 3).Select(Submissions.Success), _payloads.Read<SubmitMessagesOutput>(view.Output).Transactions);
    }

    [Fact]
    public async Task RunAsync_NobodyTells_AsksTheOutboxEverMoreRarely()
    {
        await StartAsync(1);
        await AdvanceAsync(TimeSpan.FromSeconds(29));
        Assert.Empty(_played.Asked);
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Single(_played.Asked);
        await AdvanceAsync(TimeSpan.FromSeconds(59));
        Assert.Single(_played.Asked);
        _played.Outcome = Submissions.Success(0);
        await AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(2, _played.Asked.Count);
        Assert.Equal(InstanceStatus.Completed, (await ViewAsync()).Status);
    }

    [Fact]
    public async Task RunAsync_AlreadyDecided_DoesNotWait()
    {
        _played.OnQueue = () => Submissions.Success(0);
        await StartAsync(1);

        Assert.Equal(InstanceStatus.Completed, (await ViewAsync()).Status);
    }

    [Fact]
    public async Task RunAsync_StorageAway_TriesAgainLater()
    {
        _played.OnQueue = () => throw new P8eTransientException(ErrorCodes.StorageUnavailable, "away");
        await StartAsync(1);
        Assert.Empty(_played.Queued);
        _played.OnQueue = () => null;
        await AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([0], _played.Queued);
    }

    [Fact]
    public async Task RunAsync_RefusedInput_FailsAtOnceWithItsCode()
    {
        _played.OnQueue = () => throw new P8eInputException(ErrorCodes.ChainMessageInvalid, "wrong");
        await StartAsync(1);

        var view = await ViewAsync();
        Assert.Equal(InstanceStatus.Failed, view.Status);
        Assert.Equal(ErrorCodes.ChainMessageInvalid, view.Failure!.Inner?.ErrorType ?? view.Failure.ErrorType);
    }

    private static TaskFailure? Describe(Exception error) =>
        error is P8eException known ? new TaskFailure(known.Code, known.Message) { IsNonRetriable = known is not P8eTransientException } : null;

    private async Task StartAsync(int transactions)
    {
        Assert.True(await _client.StartAsync("instance", SubmitMessagesOrchestrator.Name, _payloads.Write(Submissions.Input(transactions)), ExistingInstance.Keep, Token));
        await _worker.LookAsync(Token);
    }

    private async Task RaiseAsync(int number, TransactionOutcome outcome)
    {
        await _client.RaiseEventAsync("instance", new SubmissionRow("instance", number).EventName, _payloads.Write(outcome), Token);
        await _worker.LookAsync(Token);
    }

    private Task AdvanceAsync(TimeSpan by)
    {
        _time.Advance(by);
        return _worker.LookAsync(Token);
    }

    private async Task<InstanceView> ViewAsync() => (await _client.FindAsync("instance", Token))!;

    private sealed class PlayedActivities : IActivity<QueuedTransaction, TransactionOutcome?>, IActivity<OutcomeQuestion, TransactionOutcome?>
    {
        internal List<int> Queued { get; } = [];

        internal List<int> Asked { get; } = [];

        internal Func<TransactionOutcome?> OnQueue { get; set; } = () => null;

        internal TransactionOutcome? Outcome { get; set; }

        public Task<TransactionOutcome?> RunAsync(ActivityContext context, QueuedTransaction input, CancellationToken cancellationToken)
        {
            var outcome = OnQueue();
            Queued.Add(input.Number);
            return Task.FromResult(outcome);
        }

        public Task<TransactionOutcome?> RunAsync(ActivityContext context, OutcomeQuestion input, CancellationToken cancellationToken)
        {
            Asked.Add(input.Number);
            return Task.FromResult(Outcome);
        }
    }
}
