using P8e.Durable.Tests.Support;
using P8e.Durable.Wire;

namespace P8e.Durable.Tests.Replay;

/// <summary>What the recorded cases do not reach: options, limits, cancellation, details of failures.</summary>
public sealed class OrchestrationContextTests
{
    private static readonly RetryPolicy Thrice = new(3, TimeSpan.FromSeconds(1));

    [Fact]
    public void Execute_UnknownName_FailsForGood()
    {
        var history = new History().At(History.Start).Add(new HistoryEvent { ExecutionStarted = new ExecutionStartedEvent { Name = "Nobody" } });

        var failure = history.Run(_ => Task.FromResult<string?>(null)).Completion!.FailureDetails;

        Assert.Equal(DurableErrorCodes.OrchestratorUnknown, failure.ErrorType);
        Assert.True(failure.IsNonRetriable);
        Assert.Contains("Nobody", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void WaitAsync_SeveralTimers_FireIndependently()
    {
        var outcome = History.Of().Fired(2).Fired(0).Fired(1).Run(async context =>
        {
            await Task.WhenAll(context.WaitAsync(TimeSpan.FromDays(1)), context.WaitAsync(TimeSpan.FromHours(1)), context.WaitAsync(-TimeSpan.FromHours(1)));
            return "all";
        });

        Assert.Equal("\"all\"", outcome.Completion?.Result);
        Assert.Equal(History.Start.AddHours(-1), outcome.Actions[2].CreateTimer.FireAt.ToDateTimeOffset());
    }

    [Fact]
    public void WhenAll_OfFinishedTasks_CompletesAtOnce()
    {
        var outcome = History.Of().Scheduled(0, "A").Scheduled(1, "B").Completed(0, "1").Completed(1, "2").Run(async context =>
        {
            var first = context.CallActivityAsync<int>("A");
            var second = context.CallActivityAsync<int>("B");
            await first;
            await second;
            return string.Join(',', await Task.WhenAll(first, second));
        });

        Assert.Equal("\"1,2\"", outcome.Completion?.Result);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void SendEvent_WithoutTargetOrName_IsRefusedBeforeADecision(string? missing)
    {
        var outcome = History.Of().Run(context =>
        {
            Assert.ThrowsAny<ArgumentException>(() => context.SendEvent(missing!, "name"));
            Assert.ThrowsAny<ArgumentException>(() => context.SendEvent("target", missing!));
            return Task.FromResult<string?>(null);
        });

        Assert.Equal(OrchestrationStatus.Completed, Assert.Single(outcome.Actions).CompleteOrchestration.OrchestrationStatus);
    }

    [Fact]
    public void CallActivityAsync_Cancelled_KeepsTheDecisionAndEndsTheWait()
    {
        var outcome = History.Of().Run(async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var call = context.CallActivityAsync<string?>("A", cancellationToken: cancellation.Token);
            cancellation.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            return "went on";
        });

        Assert.Equal("A", outcome.Actions[0].ScheduleTask.Name);
        Assert.Equal("\"went on\"", outcome.Completion?.Result);
    }

    [Fact]
    public void WaitForEventAsync_FirstWaiterCancelled_GoesToTheSecond()
    {
        var outcome = History.Of().Raised("go", "7").Run(async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var first = context.WaitForEventAsync<int>("go", cancellation.Token);
            var second = context.WaitForEventAsync<int>("GO");
            cancellation.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
            return $"{await second}";
        });

        Assert.Equal("\"7\"", outcome.Completion?.Result);
    }

    [Fact]
    public void WaitForEventAsync_NegativeTimeout_WaitsWithoutATimer()
    {
        var outcome = History.Of().Run(context => context.WaitForEventAsync<string?>("go", Timeout.InfiniteTimeSpan));

        Assert.Empty(outcome.Actions);
    }

    [Fact]
    public void ContinueAsNew_WithVersion_CarriesIt()
    {
        var outcome = History.Of("1").Run<int, string?>((context, input) =>
        {
            context.ContinueAsNew(input + 1, newVersion: "2.0");
            return Task.FromResult<string?>("dropped");
        });

        Assert.Equal(("2", "2.0"), (outcome.Completion!.Result, outcome.Completion.NewVersion));
        Assert.Equal(OrchestrationStatus.ContinuedAsNew, outcome.Completion.OrchestrationStatus);
    }

    [Theory]
    [InlineData(8190, true)]
    [InlineData(8191, false)]
    public void SetCustomStatus_UpToTheHostsLimit_IsKept(int characters, bool isKept)
    {
        var outcome = History.Of().Run(context =>
        {
            context.SetCustomStatus(new string('x', characters));
            return Task.FromResult<string?>(null);
        });

        Assert.Equal(isKept ? null : DurableErrorCodes.LimitExceeded, outcome.Completion?.FailureDetails?.ErrorType);
        Assert.Equal(isKept ? characters + 2 : null, outcome.CustomStatus?.Length);
    }

    [Fact]
    public void CallActivityAsync_ResultOfAnotherType_FailsWithoutShowingIt()
    {
        var failure = History.Of().Scheduled(0, "A").Completed(0, "\"secret\"").Run(async context => $"{await context.CallActivityAsync<int>("A")}").Completion!.FailureDetails;

        Assert.Equal(DurableErrorCodes.PayloadMalformed, failure.ErrorType);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CallActivityAsync_FailureWithCauses_ShowsThem()
    {
        var details = new TaskFailureDetails { ErrorType = "Outer", ErrorMessage = "o", StackTrace = "at", InnerFailure = new TaskFailureDetails { ErrorType = "Inner", ErrorMessage = "i" } };
        TaskFailure? seen = null;
        History.Of().Scheduled(0, "A").Failed(0, details).Run(async context =>
        {
            seen = (await Assert.ThrowsAsync<DurableException>(() => context.CallActivityAsync("A", cancellationToken: CancellationToken.None))).Failure;
            return null;
        });

        Assert.Equal(new TaskFailure("Outer", "o") { StackTrace = "at", Inner = new TaskFailure("Inner", "i") }, seen);
    }

    [Fact]
    public void CallActivityAsync_FilterSaysNo_FailsAtOnce()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1)) { RetryWhen = failure => failure.ErrorType != "fatal" };
        var outcome = History.Of().Scheduled(0, "A").Failed(0, new TaskFailureDetails { ErrorType = "fatal" })
            .Run(context => context.CallActivityAsync<string?>("A", options: new ActivityOptions { Retry = policy }));

        Assert.Equal("fatal", outcome.Completion?.FailureDetails.InnerFailure.ErrorType);
    }

    [Fact]
    public void CallActivityAsync_Retried_KeepsTags()
    {
        var options = new ActivityOptions { Retry = Thrice, Tags = new Dictionary<string, string> { ["k"] = "v" } };
        var outcome = History.Of().Failed(0).Fired(1).Run(context => context.CallActivityAsync<string?>("A", options: options));

        Assert.Equal(2, outcome.Actions.Count(action => action.ScheduleTask is { } scheduled && scheduled.Tags["k"] == "v"));
    }

    [Fact]
    public void Execute_ExceptionWithACode_IsRecordedAsDescribed()
    {
        var outcome = History.Of().Run<string?, string?>(
            (_, _) => throw new InvalidOperationException("outer", new FormatException("inner")),
            describe: error => error is FormatException ? new TaskFailure("my.code", error.Message) : null);

        var failure = outcome.Completion!.FailureDetails;
        Assert.Equal((typeof(InvalidOperationException).FullName, "my.code"), (failure.ErrorType, failure.InnerFailure.ErrorType));
        Assert.Contains(nameof(Execute_ExceptionWithACode_IsRecordedAsDescribed), failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_FailureNamedLikeTheRetrySignal_IsRenamed()
    {
        var outcome = History.Of().Scheduled(0, "A").Failed(0, new TaskFailureDetails { ErrorType = "System.OutOfMemoryException" })
            .Run(context => context.CallActivityAsync<string?>("A"));

        Assert.Equal(DurableErrorCodes.OutOfMemory, outcome.Completion?.FailureDetails.InnerFailure.ErrorType);
    }

    [Fact]
    public void Execute_TenThousandEvents_TakesTimeInProportion()
    {
        const int Steps = 10_000;
        var history = History.Of();
        for (var step = 0; step < Steps; step++)
        {
            history.Scheduled(step, "A").Completed(step, "1");
        }

        var outcome = history.Run(async context =>
        {
            var sum = 0;
            for (var step = 0; step < Steps; step++)
            {
                sum += await context.CallActivityAsync<int>("A");
            }

            return $"{sum}";
        });

        Assert.Equal($"\"{Steps}\"", outcome.Completion?.Result);
    }
}
