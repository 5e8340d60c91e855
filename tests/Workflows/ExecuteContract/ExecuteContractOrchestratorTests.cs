using P8e.Durable;
using P8e.Ports;
using P8e.Ports.Durable;
using P8e.Protocol.Errors;
using P8e.Workflows.ExecuteContract;
using P8e.Workflows.SubmitMessages;
using P8e.Workflows.Tests.Support;

namespace P8e.Workflows.Tests.ExecuteContract;

/// <summary>The orchestrator on the embedded hub, its activities played by the test.</summary>
public sealed class ExecuteContractOrchestratorTests : IDisposable
{
    private static readonly DateTimeOffset Submitted = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _time = new();
    private readonly SeededRandomSource _random = new(20261122);
    private readonly PayloadSerializer _payloads = new();
    private readonly PlayedExecution _played = new();
    private readonly TaskHubClient _client;
    private readonly TaskHubWorker _worker;

    public ExecuteContractOrchestratorTests()
    {
        _client = new TaskHubClient(new InMemoryHubStore(), new TaskHubOptions(), _time, () => new Guid(_random.Next(16)));
        _worker = new TaskHubWorker(
            _client,
            new OrchestratorRegistry(_payloads, Describe).AddWorkflows(),
            _played.AddTo(new ActivityRegistry(_payloads, Describe)),
            "test",
            (_, error) => Assert.Fail(error.ToString()),
            work => _ = work());
    }

    /// <summary>Each activity before the end, and the step at which its failure shows.</summary>
    public static TheoryData<string, string> Steps => new()
    {
        { PackageSessionActivity.Name, StepName.Stored },
        { RunContractActivity.Name, StepName.Executed },
        { MemorialiseActivity.Name, StepName.Memorialised },
        { ConfirmIndexActivity.Name, StepName.Indexed },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _worker.Dispose();

    [Fact]
    public async Task RunAsync_Undisturbed_DoesEveryStepOnce()
    {
        await StartAsync();
        await RaiseAsync(Submissions.Success(0));

        var view = await ViewAsync();
        Assert.Equal(InstanceStatus.Completed, view.Status);
        Assert.Equal(
            [PackageSessionActivity.Name, RunContractActivity.Name, MemorialiseActivity.Name, ConfirmIndexActivity.Name, EndExecutionActivity.Name], _played.Calls);
        var status = _payloads.Read<ExecutionStatus>(view.CustomStatus);
        Assert.Equal(StepName.All, status.Steps.Select(step => step.Name));
        Assert.All(status.Steps, step => Assert.Equal(step.Name is StepName.Forwarded or StepName.Returned ? StepState.NotNeeded : StepState.Done, step.State));
        Assert.Equal(("executed", Submissions.Success(0).Hash, 100L), (status.Envelope, status.Transaction, status.Height));
        Assert.Equal(new ExecutionEnd(Submitted, "org.example.Loan", status.Scope, Submissions.Success(0).Hash, 100, null, null), Ended);
        Assert.Equal(new IndexQuestion(status.Scope, 100), _played.Asked[ConfirmIndexActivity.Name]);
        Assert.Equal(new ContractToRun("packaged", Submitted), _played.Asked[RunContractActivity.Name]);
        var output = _payloads.Read<ExecuteContractOutput>(view.Output);
        Assert.Equal(("executed", Submissions.Success(0).Hash, 100L), (output.Envelope, output.Transaction, output.Height));
    }

    [Fact]
    public async Task RunAsync_ScopeAndSessionNamed_AreUsed()
    {
        var (scope, session) = (new Guid(1, 0, 0, new byte[8]), new Guid(2, 0, 0, new byte[8]));
        await StartAsync(scope, session);

        var asked = (SessionToPackage)_played.Asked[PackageSessionActivity.Name]!;
        Assert.Equal((scope, session), (asked.Scope, asked.Session));
        Assert.DoesNotContain(asked.Execution, new[] { scope, session, Guid.Empty });
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task RunAsync_ActivityRefuses_FailsThereWithItsOwnCode(string activity, string step)
    {
        _played.Failures[activity] = new P8eStateException(StateErrorKind.NotPermitted, ErrorCodes.ContractTimeLimit, "too long");
        await StartAsync();
        await RaiseIfRunningAsync(Submissions.Success(0));

        await AssertFailedAsync(step, ErrorCodes.ContractTimeLimit);
        // Who reads of the failure must learn whether the records stand all the same.
        var isOnTheChain = step is StepName.Indexed or StepName.Acknowledged;
        Assert.Equal(isOnTheChain, (await ViewAsync()).Failure!.Message.Contains("do not submit them again", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task RunAsync_StorageAwayForAWhile_IsTriedAgain(string activity, string step)
    {
        _played.Failures[activity] = new P8eTransientException(ErrorCodes.StorageUnavailable, "away");
        await StartAsync();
        await RaiseIfRunningAsync(Submissions.Success(0));
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(StepState.Running, (await StatusAsync()).Steps.Single(known => known.Name == step).State);

        _played.Failures.Clear();
        await AdvanceAsync(TimeSpan.FromMinutes(5));
        await RaiseIfRunningAsync(Submissions.Success(0));

        Assert.Equal(InstanceStatus.Completed, (await ViewAsync()).Status);
        Assert.Equal(1, _played.Count(activity));
    }

    [Fact]
    public async Task RunAsync_EndCannotBeListed_IsTriedAgain()
    {
        _played.Failures[EndExecutionActivity.Name] = new P8eTransientException(ErrorCodes.StorageUnavailable, "away");
        _played.Failures[RunContractActivity.Name] = new P8eInputException(ErrorCodes.ContractInvalid, "wrong");
        await StartAsync();
        Assert.Equal(InstanceStatus.Running, (await ViewAsync()).Status);

        _played.Failures.Remove(EndExecutionActivity.Name);
        await AdvanceAsync(TimeSpan.FromMinutes(1));

        await AssertFailedAsync(StepName.Executed, ErrorCodes.ContractInvalid);
    }

    [Fact]
    public async Task RunAsync_EndMayNotBeListed_FailsWithTheFirstCause()
    {
        _played.Failures[EndExecutionActivity.Name] = new P8eStateException(StateErrorKind.NotPermitted, ErrorCodes.StorageDenied, "denied");
        _played.Failures[RunContractActivity.Name] = new P8eInputException(ErrorCodes.ContractInvalid, "wrong");
        await StartAsync();

        var view = await ViewAsync();
        Assert.Equal(InstanceStatus.Failed, view.Status);
        Assert.Equal(ErrorCodes.ContractInvalid, view.Failure!.ErrorType);
        Assert.Contains(ErrorCodes.StorageDenied, view.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FunctionRefuses_FailsAndShowsTheEnvelope()
    {
        _played.Ran = new ContractRan("executed", 0, "loan");
        await StartAsync();

        var view = await AssertFailedAsync(StepName.Executed, ErrorCodes.ContractFunctionFailed);
        Assert.Contains("loan", view.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal("executed", (await StatusAsync()).Envelope);
        Assert.Equal(0, _played.Count(MemorialiseActivity.Name));
    }

    [Fact]
    public async Task RunAsync_NoRecordMade_FailsBeforeTheChain()
    {
        _played.Ran = new ContractRan("executed", 0, null);
        await StartAsync();

        await AssertFailedAsync(StepName.Executed, ErrorCodes.ContractMadeNothing);
        Assert.Equal(0, _played.Count(MemorialiseActivity.Name));
    }

    [Theory]
    [InlineData(7, StepName.Validated)]
    [InlineData(0, StepName.Memorialised)]
    public async Task RunAsync_ChainRefuses_FailsWhereItWasRefused(long height, string step)
    {
        await StartAsync();
        await RaiseAsync(new TransactionOutcome("B", height, 0, ErrorCodes.ChainUnauthorized, "sdk 4: no."));

        var view = await AssertFailedAsync(step, ErrorCodes.ChainUnauthorized, "B", height);
        Assert.Contains("sdk 4: no.", view.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(0, _played.Count(ConfirmIndexActivity.Name));
        Assert.Equal(StepState.Pending, (await StatusAsync()).Steps.Single(known => known.Name == StepName.Indexed).State);
    }

    [Fact]
    public async Task RunAsync_OutcomeIsThereAlready_DoesNotWait()
    {
        _played.Known = Submissions.Success(0);
        await StartAsync();

        Assert.Equal(InstanceStatus.Completed, (await ViewAsync()).Status);
    }

    [Fact]
    public async Task RunAsync_NobodyTells_AsksTheOutbox()
    {
        _played.Found = Submissions.Success(0);
        await StartAsync();
        await AdvanceAsync(TimeSpan.FromSeconds(29));
        Assert.Equal(0, _played.Count(FindOutcomeActivity.Name));
        await AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(InstanceStatus.Completed, (await ViewAsync()).Status);
    }

    [Fact]
    public async Task RunAsync_EventTwice_CountsOnce()
    {
        _played.IsIndexed = false;
        await StartAsync();
        await RaiseAsync(Submissions.Success(0));
        await RaiseAsync(Submissions.Success(5));
        _played.IsIndexed = true;
        await AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(InstanceStatus.Completed, (await ViewAsync()).Status);
        Assert.Equal(100, (await StatusAsync()).Height);
        Assert.Equal(1, _played.Count(MemorialiseActivity.Name));
        Assert.Equal(1, _played.Count(EndExecutionActivity.Name));
    }

    [Fact]
    public async Task RunAsync_IndexLate_LooksEverMoreRarely()
    {
        _played.IsIndexed = false;
        await StartAsync();
        await RaiseAsync(Submissions.Success(0));
        Assert.Equal(1, _played.Count(ConfirmIndexActivity.Name));
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _played.Count(ConfirmIndexActivity.Name));
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _played.Count(ConfirmIndexActivity.Name));
        Assert.Equal(StepState.Running, (await StatusAsync()).Steps.Single(known => known.Name == StepName.Indexed).State);
        _played.IsIndexed = true;
        await AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(InstanceStatus.Completed, (await ViewAsync()).Status);
    }

    private ExecutionEnd Ended => (ExecutionEnd)_played.Asked[EndExecutionActivity.Name]!;

    private static TaskFailure? Describe(Exception error) =>
        error is P8eException known ? new TaskFailure(known.Code, known.Message) { IsNonRetriable = known is not P8eTransientException } : null;

    private async Task StartAsync(Guid? scope = null, Guid? session = null)
    {
        var input = new ExecuteContractInput(Submissions.Account.ToString(), "org.example.Loan", "spec", new Guid(3, 0, 0, new byte[8]), "OWNER", "intake", [], Submitted) { Scope = scope, Session = session };
        Assert.True(await _client.StartAsync("instance", ExecuteContractOrchestrator.Name, _payloads.Write(input), ExistingInstance.Keep, Token));
        await _worker.LookAsync(Token);
    }

    private async Task RaiseAsync(TransactionOutcome outcome)
    {
        await _client.RaiseEventAsync("instance", new SubmissionRow("instance", MemorialiseActivity.Number).EventName, _payloads.Write(outcome), Token);
        await _worker.LookAsync(Token);
    }

    private async Task RaiseIfRunningAsync(TransactionOutcome outcome)
    {
        if (!(await ViewAsync()).IsEnded)
        {
            await RaiseAsync(outcome);
        }
    }

    private Task AdvanceAsync(TimeSpan by)
    {
        _time.Advance(by);
        return _worker.LookAsync(Token);
    }

    private async Task<InstanceView> ViewAsync() => (await _client.FindAsync("instance", Token))!;

    private async Task<ExecutionStatus> StatusAsync() => _payloads.Read<ExecutionStatus>((await ViewAsync()).CustomStatus);

    private async Task<InstanceView> AssertFailedAsync(string step, string code, string? transaction = null, long? height = null)
    {
        var view = await ViewAsync();
        Assert.Equal((InstanceStatus.Failed, code), (view.Status, view.Failure?.ErrorType));
        Assert.Equal(step, Assert.Single((await StatusAsync()).Steps, known => known.State == StepState.Failed).Name);
        Assert.DoesNotContain((await StatusAsync()).Steps, known => known.State == StepState.Running);
        Assert.Equal((step, code), (Ended.FailedStep, Ended.ErrorCode));
        if (height is not null)
        {
            Assert.Equal((transaction, height), (Ended.Transaction, Ended.Height));
        }

        return view;
    }
}
