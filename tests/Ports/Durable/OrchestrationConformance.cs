using P8e.Durable;

namespace P8e.Ports.Durable;

/// <summary>What a workflow and its callers may rely on in both shapes of the program.</summary>
public abstract class OrchestrationConformance : IAsyncLifetime
{
    private IHubUnderTest _hub = null!;
    private bool _isStarted;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes a hub that has not been started.</summary>
    protected abstract IHubUnderTest Create();

    /// <inheritdoc/>
    public ValueTask InitializeAsync()
    {
        _hub = Create();
        Activity<int, int>("double", input => Task.FromResult(input * 2));
        Activity<string?, string?>("fail", _ => throw new InvalidOperationException("no"));
        Orchestrator<int, int>("Double.v1", async (context, input) => await context.CallActivityAsync<int>("double", input));
        Orchestrator<string?, string?>("Wait.v1", (context, _) => context.WaitForEventAsync<string?>("go"));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Start_WithAnActivity_Completes()
    {
        Assert.True(await StartAsync("i", "Double.v1", "21"));
        Assert.Equal(InstanceStatus.Pending, (await ViewAsync("i")).Status);

        await LookAsync();

        var view = await ViewAsync("i");
        Assert.Equal(("Double.v1", InstanceStatus.Completed, "42"), (view.Name, view.Status, view.Output));
        _hub.AssertIdle();
    }

    [Theory]
    [InlineData(ExistingInstance.Keep, false, "2")]
    [InlineData(ExistingInstance.ReplaceEnded, true, "8")]
    public async Task Start_OfAnEndedInstance_FollowsThePolicy(ExistingInstance existing, bool isStarted, string output)
    {
        await StartAsync("i", "Double.v1", "1");
        await LookAsync();

        Assert.Equal(isStarted, await StartAsync("i", "Double.v1", "4", existing));

        await LookAsync();
        Assert.Equal(output, (await ViewAsync("i")).Output);
        _hub.AssertIdle();
    }

    [Fact]
    public async Task Start_OfARunningInstance_IsRefusedUnderEveryPolicy()
    {
        await StartAsync("i", "Wait.v1");
        await LookAsync();

        Assert.False(await StartAsync("i", "Wait.v1"));
        Assert.False(await StartAsync("i", "Wait.v1", existing: ExistingInstance.ReplaceEnded));
        _hub.AssertIdle();
    }

    [Theory]
    [InlineData("")]
    [InlineData("@entity")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    public async Task Start_InstanceIdOutsideTheRules_IsRefused(string id) =>
        Assert.Equal(DurableErrorCodes.ArgumentInvalid, (await Assert.ThrowsAsync<DurableException>(() => StartAsync(id, "Double.v1"))).Code);

    [Theory]
    [InlineData(45 * 1024, null)]
    [InlineData((45 * 1024) + 1, DurableErrorCodes.LimitExceeded)]
    [InlineData(1, DurableErrorCodes.PayloadMalformed)]
    public async Task Start_InputOfAnyLength_IsChecked(int length, string? code)
    {
        var input = length == 1 ? "{" : $"\"{new string('x', length - 2)}\"";
        var error = await Record.ExceptionAsync(() => StartAsync("i", "Wait.v1", input));

        Assert.Equal(code, (error as DurableException)?.Code);
    }

    [Fact]
    public async Task Find_OfNobody_FindsNothing()
    {
        await StartHubAsync();
        Assert.Null(await _hub.Client.FindAsync("missing", Token));
    }

    [Fact]
    public async Task RaiseEvent_WhileWaiting_GoesOn()
    {
        await StartAsync("i", "Wait.v1");
        await LookAsync();
        Assert.Equal(InstanceStatus.Running, (await ViewAsync("i")).Status);

        await _hub.Client.RaiseEventAsync("i", "GO", "\"now — ü + /\"", Token);
        await LookAsync();

        Assert.Equal("\"now — ü + /\"", (await ViewAsync("i")).Output);
        _hub.AssertIdle();
    }

    [Fact]
    public async Task RaiseEvent_ToNobody_SaysWhy()
    {
        await StartAsync("ended", "Double.v1", "1");
        await LookAsync();

        var missing = await Assert.ThrowsAsync<DurableException>(() => _hub.Client.RaiseEventAsync("missing", "go", null, Token));
        var ended = await Assert.ThrowsAsync<DurableException>(() => _hub.Client.RaiseEventAsync("ended", "go", null, Token));

        Assert.Equal((DurableErrorCodes.InstanceNotFound, DurableErrorCodes.InstanceStateConflict), (missing.Code, ended.Code));
    }

    [Fact]
    public async Task Terminate_WhileWaiting_EndsWithTheReason()
    {
        await StartAsync("i", "Wait.v1");
        await LookAsync();

        await _hub.Client.TerminateAsync("i", "\"enough\"", Token);
        await LookAsync();

        var view = await ViewAsync("i");
        Assert.Equal((InstanceStatus.Terminated, "\"enough\""), (view.Status, view.Output));
    }

    [Fact]
    public async Task Suspend_ThenResume_HoldsEventsBack()
    {
        await StartAsync("i", "Wait.v1");
        await _hub.Client.SuspendAsync("i", null, Token);
        await _hub.Client.RaiseEventAsync("i", "go", "\"now\"", Token);
        await LookAsync();
        Assert.Equal(InstanceStatus.Suspended, (await ViewAsync("i")).Status);

        await _hub.Client.ResumeAsync("i", null, Token);
        await LookAsync();

        Assert.Equal("\"now\"", (await ViewAsync("i")).Output);
    }

    [Fact]
    public async Task Timer_OfFourDays_FiresAtItsTime()
    {
        Orchestrator<string?, string>("Sleep.v1", async (context, _) =>
        {
            await context.WaitAsync(TimeSpan.FromDays(4));
            return "awake";
        });
        await StartAsync("i", "Sleep.v1");
        await LookAsync();

        await AdvanceAsync(TimeSpan.FromDays(3));
        await AdvanceAsync(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        Assert.Equal(InstanceStatus.Running, (await ViewAsync("i")).Status);

        await AdvanceAsync(TimeSpan.FromTicks(1));

        Assert.Equal("\"awake\"", (await ViewAsync("i")).Output);
        _hub.AssertIdle();
    }

    [Fact]
    public async Task Child_WithAResult_AnswersItsParent()
    {
        Orchestrator<int, int>("Parent.v1", async (context, input) =>
            (await Task.WhenAll(Enumerable.Range(0, input).Select(number => context.CallOrchestratorAsync<int>("Double.v1", number)))).Sum());

        await StartAsync("i", "Parent.v1", "10");
        await LookAsync();

        Assert.Equal("90", (await ViewAsync("i")).Output);
        _hub.AssertIdle();
    }

    [Fact]
    public async Task Child_ThatFails_IsRetriedUnderItsId()
    {
        var runs = 0;
        Activity<int, string?>("countAndFail", _ => throw new InvalidOperationException($"no {++runs}"));
        Orchestrator<int, string?>("Child.v1", (context, _) => context.CallActivityAsync<string?>("countAndFail"));
        Orchestrator<int, string?>("Parent.v1", (context, _) => context.CallOrchestratorAsync<string?>(
            "Child.v1", 1, new ChildOptions { InstanceId = "child", Retry = new RetryPolicy(3, TimeSpan.FromSeconds(5)) }));

        await StartAsync("i", "Parent.v1");
        await LookAsync();
        await AdvanceAsync(TimeSpan.FromSeconds(5));
        await AdvanceAsync(TimeSpan.FromSeconds(5));

        var failure = (await ViewAsync("i")).Failure!;
        Assert.Equal(DurableErrorCodes.TaskFailed, failure.ErrorType);
        Assert.Contains("no 3", failure.Inner!.Message, StringComparison.Ordinal);
        Assert.Equal(InstanceStatus.Failed, (await ViewAsync("child")).Status);
    }

    [Fact]
    public async Task Child_ThatIsTerminated_FailsInItsParent()
    {
        Orchestrator<int, string>("Parent.v1", async (context, _) =>
            (await Assert.ThrowsAsync<DurableException>(() => context.CallOrchestratorAsync<string?>(
                "Wait.v1", null, new ChildOptions { InstanceId = "child" }, CancellationToken.None))).Failure!.ErrorType);
        await StartAsync("i", "Parent.v1");
        await LookAsync();

        await _hub.Client.TerminateAsync("child", null, Token);
        await LookAsync();

        Assert.Equal("\"(none)\"", (await ViewAsync("i")).Output);
    }

    [Fact]
    public async Task ContinueAsNew_WithUnreadEvents_KeepsThem()
    {
        Orchestrator<int, int>("Sum.v1", async (context, sum) =>
        {
            var next = await context.WaitForEventAsync<int>("add");
            if (next == 0)
            {
                return sum;
            }

            context.ContinueAsNew(sum + next);
            return 0;
        });
        await StartAsync("i", "Sum.v1", "0");
        for (var number = 100; number >= 0; number--)
        {
            await _hub.Client.RaiseEventAsync("i", "add", $"{number}", Token);
        }

        await LookAsync();

        Assert.Equal("5050", (await ViewAsync("i")).Output);
        _hub.AssertIdle();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Activity_NobodyWaitsFor_RunsAllTheSame(bool continues)
    {
        var runs = 0;
        Activity<int, int>("count", input => Task.FromResult(runs += input));
        Orchestrator<int, int>("Forget.v1", (context, generation) =>
        {
            _ = context.CallActivityAsync<int>("count", 1, cancellationToken: CancellationToken.None);
            context.SendEvent("other", "go", "from " + generation);
            if (continues && generation == 0)
            {
                context.ContinueAsNew(1);
            }

            return Task.FromResult(0);
        });
        await StartAsync("other", "Wait.v1");
        await StartAsync("i", "Forget.v1", "0");
        await LookAsync();

        Assert.Equal(continues ? 2 : 1, runs);
        Assert.Equal("\"from 0\"", (await ViewAsync("other")).Output);
        _hub.AssertIdle();
    }

    [Fact]
    public async Task Activity_ThatFails_TellsTheOrchestrator()
    {
        Orchestrator<string?, string?>("Call.v1", (context, _) => context.CallActivityAsync<string?>("fail"));
        await StartAsync("i", "Call.v1");
        await LookAsync();

        var inner = (await ViewAsync("i")).Failure?.Inner;
        Assert.Equal(("System.InvalidOperationException", "no"), (inner?.ErrorType, inner?.Message));
    }

    [Fact]
    public async Task Purge_OfAnEndedInstance_RemovesIt()
    {
        await StartAsync("i", "Wait.v1");
        await LookAsync();
        Assert.Equal(DurableErrorCodes.InstanceStateConflict, (await Assert.ThrowsAsync<DurableException>(() => _hub.Client.PurgeAsync("i", Token))).Code);
        await _hub.Client.TerminateAsync("i", null, Token);
        await LookAsync();

        Assert.True(await _hub.Client.PurgeAsync("i", Token));
        Assert.False(await _hub.Client.PurgeAsync("i", Token));
        Assert.Null(await _hub.Client.FindAsync("i", Token));
    }

    [Fact]
    public async Task CustomStatus_SetOnce_IsSeen()
    {
        Orchestrator<string?, string?>("Tell.v1", async (context, _) =>
        {
            context.SetCustomStatus(new { step = "waiting" });
            return await context.WaitForEventAsync<string?>("go");
        });
        await StartAsync("i", "Tell.v1");
        await LookAsync();

        Assert.Equal("{\"step\":\"waiting\"}", (await ViewAsync("i")).CustomStatus);
    }

    private void Orchestrator<TInput, TOutput>(string name, Func<OrchestrationContext, TInput, Task<TOutput>> run) =>
        _hub.Orchestrators.Add(name, () => new LambdaOrchestrator<TInput, TOutput>(run));

    private void Activity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> run) =>
        _hub.Activities.Add(name, new LambdaActivity<TInput, TOutput>((_, input, _) => run(input)));

    private async Task StartHubAsync()
    {
        if (!_isStarted)
        {
            _isStarted = true;
            await _hub.StartAsync(Token);
        }
    }

    private async Task<bool> StartAsync(string id, string orchestrator, string? input = null, ExistingInstance existing = ExistingInstance.Keep)
    {
        await StartHubAsync();
        return await _hub.Client.StartAsync(id, orchestrator, input, existing, Token);
    }

    private Task LookAsync() => _hub.AdvanceAsync(TimeSpan.Zero, Token);

    private Task AdvanceAsync(TimeSpan by) => _hub.AdvanceAsync(by, Token);

    private async Task<InstanceView> ViewAsync(string id) => (await _hub.Client.FindAsync(id, Token))!;
}
