using P8e.Durable;
using P8e.Ports;
using P8e.Ports.Durable;
using P8e.Protocol.Errors;
using P8e.Workflows.PublishContract;
using P8e.Workflows.SubmitMessages;
using P8e.Workflows.Tests.Support;

namespace P8e.Workflows.Tests.PublishContract;

/// <summary>The orchestrator on the embedded hub, its activities played by the test.</summary>
public sealed class PublishContractOrchestratorTests : IDisposable
{
    private static readonly PublishContractInput Input = new("contracts", "records", []);

    private readonly ManualTimeProvider _time = new();
    private readonly SeededRandomSource _random = new(20261121);
    private readonly PayloadSerializer _payloads = new();
    private readonly TaskHubClient _client;
    private readonly TaskHubWorker _worker;
    private readonly List<string> _steps = [];

    private PreparedPublication _prepared = new("plan", Submissions.Account.ToString(), 2, 3);
    private Exception? _failure;

    public PublishContractOrchestratorTests()
    {
        _client = new TaskHubClient(new InMemoryHubStore(), new TaskHubOptions(), _time, () => new Guid(_random.Next(16)));
        var activities = new ActivityRegistry(_payloads, Describe)
            .Add(PreparePublicationActivity.Name, new LambdaActivity<PublishContractInput, PreparedPublication>((_, input, _) => Step($"prepare {input.ContractPackage}", _prepared)))
            .Add(QueuePublicationActivity.Name, new LambdaActivity<QueuedPublication, TransactionOutcome?>((_, input, _) => Step<TransactionOutcome?>($"queue {input.Plan} {input.Number}", null)))
            .Add(CataloguePublicationActivity.Name, new LambdaActivity<CataloguedPublication, bool>((_, input, _) => Step($"catalogue {input.Plan} {input.Published == _time.GetUtcNow()}", true)))
            .Add(FindOutcomeActivity.Name, new LambdaActivity<OutcomeQuestion, TransactionOutcome?>((_, _, _) => Task.FromResult<TransactionOutcome?>(null)));
        _worker = new TaskHubWorker(
            _client, new OrchestratorRegistry(_payloads, Describe).AddWorkflows(), activities, "test", (_, error) => Assert.Fail(error.ToString()), work => _ = work());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _worker.Dispose();

    [Fact]
    public async Task RunAsync_AllCommitted_CataloguesLast()
    {
        await StartAsync();
        Assert.Equal(["prepare contracts", "queue plan 0"], _steps);
        Assert.Equal(new PublishContractStatus("writing", 0, 2, null), _payloads.Read<PublishContractStatus>((await ViewAsync()).CustomStatus));
        await RaiseAsync(0, Submissions.Success(0));
        await RaiseAsync(1, Submissions.Success(1));

        var view = await ViewAsync();
        Assert.Equal(InstanceStatus.Completed, view.Status);
        Assert.Equal(["prepare contracts", "queue plan 0", "queue plan 1", "catalogue plan True"], _steps);
        var output = _payloads.Read<PublishContractOutput>(view.Output);
        Assert.Equal(("contracts", "records", 3), (output.ContractPackage, output.RecordPackage, output.Contracts));
        Assert.Equal([Submissions.Success(0), Submissions.Success(1)], output.Transactions);
        Assert.Equal(new PublishContractStatus("published", 2, 2, Submissions.Success(1)), _payloads.Read<PublishContractStatus>(view.CustomStatus));
    }

    [Fact]
    public async Task RunAsync_NothingToWrite_OnlyCatalogues()
    {
        _prepared = _prepared with { Transactions = 0 };
        await StartAsync();

        Assert.Equal(InstanceStatus.Completed, (await ViewAsync()).Status);
        Assert.Equal(["prepare contracts", "catalogue plan True"], _steps);
    }

    [Fact]
    public async Task RunAsync_TransactionRefused_FailsWithItsCodeAndCataloguesNothing()
    {
        await StartAsync();
        await RaiseAsync(0, new TransactionOutcome("B", 7, 0, ErrorCodes.ChainUnauthorized, "sdk 4: no"));

        var view = await ViewAsync();
        Assert.Equal(InstanceStatus.Failed, view.Status);
        Assert.Equal(ErrorCodes.ChainUnauthorized, view.Failure!.ErrorType);
        Assert.Contains("Transaction 1 of 2 failed: sdk 4: no", view.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(["prepare contracts", "queue plan 0"], _steps);
    }

    [Fact]
    public async Task RunAsync_StepRefused_FailsWithTheStepsOwnCode()
    {
        _failure = new P8eStateException(StateErrorKind.NotPermitted, ErrorCodes.ContractNotTrusted, "Add it.");
        await StartAsync();

        var view = await ViewAsync();
        Assert.Equal((InstanceStatus.Failed, ErrorCodes.ContractNotTrusted, "Add it."), (view.Status, view.Failure!.ErrorType, view.Failure.Message));
    }

    [Fact]
    public async Task RunAsync_StorageAway_TriesAgainLater()
    {
        _failure = new P8eTransientException(ErrorCodes.StorageUnavailable, "away");
        await StartAsync();
        Assert.Empty(_steps);
        _failure = null;
        _time.Advance(TimeSpan.FromSeconds(1));
        await _worker.LookAsync(Token);

        Assert.Equal(["prepare contracts", "queue plan 0"], _steps);
    }

    private static TaskFailure? Describe(Exception error) =>
        error is P8eException known ? new TaskFailure(known.Code, known.Message) { IsNonRetriable = known is not P8eTransientException } : null;

    private Task<T> Step<T>(string name, T answer)
    {
        if (_failure is not null)
        {
            return Task.FromException<T>(_failure);
        }

        _steps.Add(name);
        return Task.FromResult(answer);
    }

    private async Task StartAsync()
    {
        Assert.True(await _client.StartAsync("instance", PublishContractOrchestrator.Name, _payloads.Write(Input), ExistingInstance.Keep, Token));
        await _worker.LookAsync(Token);
    }

    private async Task RaiseAsync(int number, TransactionOutcome outcome)
    {
        await _client.RaiseEventAsync("instance", new SubmissionRow("instance", number).EventName, _payloads.Write(outcome), Token);
        await _worker.LookAsync(Token);
    }

    private async Task<InstanceView> ViewAsync() => (await _client.FindAsync("instance", Token))!;
}
