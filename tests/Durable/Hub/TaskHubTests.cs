using P8e.Durable.Hub;
using P8e.Durable.Tests.Support;

namespace P8e.Durable.Tests.Hub;

/// <summary>The embedded hub from the outside.</summary>
public sealed class TaskHubTests : IDisposable
{
    private readonly HubFixture _hub = new HubFixture()
        .Activity<int, int>("double", input => Task.FromResult(input * 2))
        .Activity<string?, string?>("fail", _ => throw new InvalidOperationException("no"))
        .Orchestrator<int, int>("Double.v1", async (context, input) => await context.CallActivityAsync<int>("double", input))
        .Orchestrator<string?, string?>("Wait.v1", (context, _) => context.WaitForEventAsync<string?>("go"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WithAnActivity_CompletesAndLeavesNoReminder()
    {
        Assert.True(await _hub.StartAsync("i", "Double.v1", "21"));
        Assert.Equal(InstanceStatus.Pending, (await _hub.ViewAsync("i")).Status);

        await _hub.LookAsync();

        var view = await _hub.ViewAsync("i");
        Assert.Equal((InstanceStatus.Completed, "42"), (view.Status, view.Output));
        Assert.Equal(0, _hub.Store.CountReminders());
        Assert.Empty(_hub.Reported);
    }

    [Fact]
    public async Task Start_AThousandTimesAtOnce_StartsOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => _hub.StartAsync("i", "Double.v1", "1"))));

        Assert.Single(answers, started => started);
        await _hub.LookAsync();
        Assert.Equal(InstanceStatus.Completed, (await _hub.ViewAsync("i")).Status);
    }

    [Theory]
    [InlineData(ExistingInstance.Keep, false, "2")]
    [InlineData(ExistingInstance.ReplaceEnded, true, "8")]
    public async Task Start_OfAnEndedInstance_FollowsThePolicy(ExistingInstance existing, bool isStarted, string output)
    {
        await _hub.StartAsync("i", "Double.v1", "1");
        await _hub.LookAsync();

        Assert.Equal(isStarted, await _hub.StartAsync("i", "Double.v1", "4", existing));

        await _hub.LookAsync();
        Assert.Equal(output, (await _hub.ViewAsync("i")).Output);
        Assert.Equal(0, _hub.Store.CountReminders());
    }

    [Fact]
    public async Task Start_OfARunningInstance_IsRefusedUnderEveryPolicy()
    {
        await _hub.StartAsync("i", "Wait.v1");
        await _hub.LookAsync();

        Assert.False(await _hub.StartAsync("i", "Wait.v1", existing: ExistingInstance.ReplaceEnded));
        Assert.Equal(0, _hub.Store.CountReminders());
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
        Assert.Equal(DurableErrorCodes.ArgumentInvalid, (await Assert.ThrowsAsync<DurableException>(() => _hub.StartAsync(id, "Double.v1"))).Code);

    [Theory]
    [InlineData(45 * 1024, null)]
    [InlineData((45 * 1024) + 1, DurableErrorCodes.LimitExceeded)]
    [InlineData(1, DurableErrorCodes.PayloadMalformed)]
    public async Task Start_InputOfAnyLength_IsChecked(int length, string? code)
    {
        var input = length == 1 ? "{" : $"\"{new string('x', length - 2)}\"";
        var error = await Record.ExceptionAsync(() => _hub.StartAsync("i", "Wait.v1", input));

        Assert.Equal(code, (error as DurableException)?.Code);
    }

    [Fact]
    public async Task RaiseEvent_WhileWaiting_GoesOn()
    {
        await _hub.StartAsync("i", "Wait.v1");
        await _hub.LookAsync();
        Assert.Equal(InstanceStatus.Running, (await _hub.ViewAsync("i")).Status);

        await _hub.Client.RaiseEventAsync("i", "GO", "\"now\"", Token);
        await _hub.LookAsync();

        Assert.Equal("\"now\"", (await _hub.ViewAsync("i")).Output);
        Assert.Equal(0, _hub.Store.CountReminders());
    }

    [Fact]
    public async Task RaiseEvent_ToNobody_SaysWhy()
    {
        await _hub.StartAsync("ended", "Double.v1", "1");
        await _hub.LookAsync();

        var missing = await Assert.ThrowsAsync<DurableException>(() => _hub.Client.RaiseEventAsync("missing", "go", null, Token));
        var ended = await Assert.ThrowsAsync<DurableException>(() => _hub.Client.RaiseEventAsync("ended", "go", null, Token));

        Assert.Equal((DurableErrorCodes.InstanceNotFound, DurableErrorCodes.InstanceStateConflict), (missing.Code, ended.Code));
    }

    [Fact]
    public async Task Terminate_WhileWaiting_EndsWithTheReason()
    {
        await _hub.StartAsync("i", "Wait.v1");
        await _hub.LookAsync();

        await _hub.Client.TerminateAsync("i", "\"enough\"", Token);
        await _hub.LookAsync();

        var view = await _hub.ViewAsync("i");
        Assert.Equal((InstanceStatus.Terminated, "\"enough\""), (view.Status, view.Output));
    }

    [Fact]
    public async Task Suspend_ThenResume_HoldsEventsBack()
    {
        await _hub.StartAsync("i", "Wait.v1");
        await _hub.Client.SuspendAsync("i", null, Token);
        await _hub.Client.RaiseEventAsync("i", "go", "\"now\"", Token);
        await _hub.LookAsync();
        Assert.Equal(InstanceStatus.Suspended, (await _hub.ViewAsync("i")).Status);

        await _hub.Client.ResumeAsync("i", null, Token);
        await _hub.LookAsync();

        Assert.Equal("\"now\"", (await _hub.ViewAsync("i")).Output);
    }

    [Fact]
    public async Task Timer_OfFourDays_FiresAtItsTime()
    {
        _hub.Orchestrator<string?, string>("Sleep.v1", async (context, _) =>
        {
            await context.WaitAsync(TimeSpan.FromDays(4));
            return "awake";
        });
        await _hub.StartAsync("i", "Sleep.v1");
        await _hub.LookAsync();

        await _hub.AdvanceAsync(TimeSpan.FromDays(3));
        await _hub.AdvanceAsync(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        Assert.Equal(InstanceStatus.Running, (await _hub.ViewAsync("i")).Status);

        await _hub.AdvanceAsync(TimeSpan.FromTicks(1));

        Assert.Equal("\"awake\"", (await _hub.ViewAsync("i")).Output);
        Assert.Equal(0, _hub.Store.CountReminders());
    }

    [Fact]
    public async Task Child_WithAResult_AnswersItsParent()
    {
        _hub.Orchestrator<int, int>("Parent.v1", async (context, input) =>
            (await Task.WhenAll(Enumerable.Range(0, input).Select(number => context.CallOrchestratorAsync<int>("Double.v1", number)))).Sum());

        await _hub.StartAsync("i", "Parent.v1", "10");
        await _hub.LookAsync();

        Assert.Equal("90", (await _hub.ViewAsync("i")).Output);
        Assert.Equal(0, _hub.Store.CountReminders());
    }

    [Fact]
    public async Task Child_ThatFails_IsRetriedUnderItsId()
    {
        _hub.Orchestrator<int, string?>("Child.v1", (context, _) => context.CallActivityAsync<string?>("fail"));
        _hub.Orchestrator<int, string?>("Parent.v1", (context, _) => context.CallOrchestratorAsync<string?>(
            "Child.v1", 1, new ChildOptions { InstanceId = "child", Retry = new RetryPolicy(3, TimeSpan.FromSeconds(5)) }));

        await _hub.StartAsync("i", "Parent.v1");
        await _hub.LookAsync();
        await _hub.AdvanceAsync(TimeSpan.FromSeconds(5));
        await _hub.AdvanceAsync(TimeSpan.FromSeconds(5));

        var failure = (await _hub.ViewAsync("i")).Failure!;
        Assert.Equal(DurableErrorCodes.TaskFailed, failure.ErrorType);
        Assert.Contains("no", failure.Inner!.Message, StringComparison.Ordinal);
        Assert.Equal(3, InstanceStates.Read("child", (await _hub.Store.FindAsync("child", Token))!.State).Generation);
    }

    [Theory]
    [InlineData("terminated")]
    [InlineData("in use")]
    public async Task Child_ThatCannotAnswer_FailsInItsParent(string how)
    {
        _hub.Orchestrator<int, string>("Parent.v1", async (context, _) =>
            (await Assert.ThrowsAsync<DurableException>(() => context.CallOrchestratorAsync<string?>(
                "Wait.v1", null, new ChildOptions { InstanceId = "child" }, CancellationToken.None))).Failure!.ErrorType);
        if (how == "in use")
        {
            await _hub.StartAsync("child", "Wait.v1");
        }

        await _hub.StartAsync("i", "Parent.v1");
        await _hub.LookAsync();
        if (how == "terminated")
        {
            await _hub.Client.TerminateAsync("child", null, Token);
            await _hub.LookAsync();
        }

        Assert.Equal(how == "in use" ? $"\"{DurableErrorCodes.InstanceStateConflict}\"" : "\"(none)\"", (await _hub.ViewAsync("i")).Output);
    }

    [Fact]
    public async Task ContinueAsNew_WithUnreadEvents_KeepsThemAndDropsTheHistory()
    {
        _hub.Orchestrator<int, int>("Sum.v1", async (context, sum) =>
        {
            var next = await context.WaitForEventAsync<int>("add");
            if (next == 0)
            {
                return sum;
            }

            context.ContinueAsNew(sum + next);
            return 0;
        });
        await _hub.StartAsync("i", "Sum.v1", "0");
        for (var number = 100; number >= 0; number--)
        {
            await _hub.Client.RaiseEventAsync("i", "add", $"{number}", Token);
        }

        await _hub.LookAsync();

        Assert.Equal("5050", (await _hub.ViewAsync("i")).Output);
        Assert.Empty(await _hub.Store.ReadHistoryAsync("i", 1, Token).ToListAsync(Token));
        Assert.Equal(0, _hub.Store.CountReminders());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Activity_NobodyWaitsFor_RunsAllTheSame(bool continues)
    {
        var runs = 0;
        _hub.Activity<int, int>("count", input => Task.FromResult(runs += input));
        _hub.Orchestrator<int, int>("Forget.v1", (context, generation) =>
        {
            _ = context.CallActivityAsync<int>("count", 1, cancellationToken: CancellationToken.None);
            context.SendEvent("other", "go", "from " + generation);
            if (continues && generation == 0)
            {
                context.ContinueAsNew(1);
            }

            return Task.FromResult(0);
        });
        await _hub.StartAsync("other", "Wait.v1");
        await _hub.StartAsync("i", "Forget.v1", "0");
        await _hub.LookAsync();

        Assert.Equal(continues ? 2 : 1, runs);
        Assert.Equal("\"from 0\"", (await _hub.ViewAsync("other")).Output);
        Assert.Equal(0, _hub.Store.CountReminders());
    }

    [Theory]
    [InlineData("fail", "System.InvalidOperationException")]
    [InlineData("nobody", DurableErrorCodes.ActivityUnknown)]
    [InlineData("long", DurableErrorCodes.LimitExceeded)]
    public async Task Activity_ThatFails_TellsTheOrchestrator(string name, string errorType)
    {
        _hub.Activity<string?, string?>("long", _ => Task.FromResult<string?>(new string('x', 46 * 1024)));
        _hub.Orchestrator<string, string?>("Call.v1", (context, activity) => context.CallActivityAsync<string?>(activity));

        await _hub.StartAsync("i", "Call.v1", $"\"{name}\"");
        await _hub.LookAsync();

        Assert.Equal(errorType, (await _hub.ViewAsync("i")).Failure?.Inner?.ErrorType);
    }

    [Theory]
    [InlineData(1, 46 * 1024)]
    [InlineData(60, 40 * 1024)]
    [InlineData(20_001, 1)]
    public async Task Step_LargerThanAllowed_FailsTheInstance(int calls, int length)
    {
        _hub.Orchestrator<string?, string?>("Large.v1", async (context, _) =>
        {
            await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => context.CallActivityAsync<string?>("nobody", new string('x', length))));
            return null;
        });

        await _hub.StartAsync("i", "Large.v1");
        await _hub.LookAsync();

        Assert.Equal(DurableErrorCodes.LimitExceeded, (await _hub.ViewAsync("i")).Failure?.ErrorType);
    }

    [Fact]
    public async Task Purge_OfAnEndedInstance_RemovesEverything()
    {
        await _hub.StartAsync("i", "Wait.v1");
        await _hub.LookAsync();
        Assert.Equal(DurableErrorCodes.InstanceStateConflict, (await Assert.ThrowsAsync<DurableException>(() => _hub.Client.PurgeAsync("i", Token))).Code);
        await _hub.Client.TerminateAsync("i", null, Token);
        await _hub.LookAsync();

        Assert.True(await _hub.Client.PurgeAsync("i", Token));
        Assert.False(await _hub.Client.PurgeAsync("i", Token));

        Assert.Null(await _hub.Client.FindAsync("i", Token));
        Assert.Empty(await _hub.Store.ReadHistoryAsync("i", 1, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task CustomStatus_SetOnce_IsSeen()
    {
        _hub.Orchestrator<string?, string?>("Tell.v1", async (context, _) =>
        {
            context.SetCustomStatus(new { step = "waiting" });
            return await context.WaitForEventAsync<string?>("go");
        });
        await _hub.StartAsync("i", "Tell.v1");
        await _hub.LookAsync();

        Assert.Equal("{\"step\":\"waiting\"}", (await _hub.ViewAsync("i")).CustomStatus);
    }

    public void Dispose() => _hub.Dispose();
}
