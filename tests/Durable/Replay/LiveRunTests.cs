using System.Text.Json;
using P8e.Durable.Replay;
using P8e.Durable.Tests.Histories;
using P8e.Durable.Tests.Support;
using P8e.Durable.Wire;
using P8e.Ports.Durable;

namespace P8e.Durable.Tests.Replay;

/// <summary>A run that is fed its history in pieces decides what a run over the whole decides.</summary>
public sealed class LiveRunTests
{
    public static TheoryData<string> Files => RecordedHistoryTests.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Advance_StepByStepOnChangingThreads_DecidesAsReplayDoes(string file)
    {
        var (instanceId, events) = Read(await File.ReadAllTextAsync(Vectors.PathOf("histories/" + file), TestContext.Current.CancellationToken));
        var executor = new ReplayExecutor(SampleOrchestrators.Registry, new ReplayPolicy());
        var run = executor.Begin(instanceId);
        var (done, seen, steps) = (0, new List<HistoryEvent>(), 0);
        while (events.FindIndex(done, happened => happened.OrchestratorCompleted is not null) is var end and >= 0)
        {
            var recent = events[done..end].Where(happened => happened.EventId < 0).ToList();
            var replayed = executor.Execute(instanceId, events.Take(done), recent);
            ReplayOutcome? live = null;
            var thread = new Thread(() => live = run.Advance(seen, recent));
            thread.Start();
            thread.Join();

            Assert.Equal(replayed.Actions.Select(Comparable), live!.Actions.Select(Comparable));
            Assert.Equal((replayed.CustomStatus, replayed.IsSuspended), (live.CustomStatus, live.IsSuspended));
            seen = [.. events[done..end].Where(happened => happened.EventId >= 0), events[end]];
            done = end + 1;
            steps++;
        }

        Assert.InRange(steps, 3, int.MaxValue);
    }

    [Fact]
    public void Advance_ForeignTaskEndedBetweenPieces_FailsTheInstance()
    {
        var foreign = new TaskCompletionSource();
        var run = Begin(async context => await Task.WhenAny(foreign.Task, context.CallActivityAsync("A")));
        Assert.NotNull(Assert.Single(run.Advance([], History.Of().Events).Actions).ScheduleTask);

        foreign.SetResult();
        var outcome = run.Advance(new History().Scheduled(0, "A").Events, new History().At(History.Start).Events);

        Assert.Equal(DurableErrorCodes.ForeignAwait, Assert.Single(outcome.Actions).CompleteOrchestration.FailureDetails.ErrorType);
    }

    [Fact]
    public void Context_UsedBetweenPieces_Throws()
    {
        OrchestrationContext? kept = null;
        var run = Begin(context =>
        {
            kept = context;
            return context.CallActivityAsync("A");
        });
        run.Advance([], History.Of().Events);

        Assert.Equal(DurableErrorCodes.ForeignAwait, Assert.Throws<DurableException>(() => kept!.NewGuid()).Code);
        run.End();
        Assert.Equal(DurableErrorCodes.RunOver, Assert.Throws<DurableException>(() => kept!.NewGuid()).Code);
    }

    private static LiveRun Begin(Func<OrchestrationContext, Task> orchestrator)
    {
        var registry = new OrchestratorRegistry().Add("Test", () => new LambdaOrchestrator<string?, string?>(async (context, _) =>
        {
            await orchestrator(context);
            return null;
        }));
        return new ReplayExecutor(registry, new ReplayPolicy()).Begin(History.InstanceId);
    }

    private static OrchestratorAction Comparable(OrchestratorAction action)
    {
        var copy = action.Clone();
        for (var failure = copy.CompleteOrchestration?.FailureDetails; failure is not null; failure = failure.InnerFailure)
        {
            failure.StackTrace = null;
        }

        return copy;
    }

    private static (string InstanceId, List<HistoryEvent> Events) Read(string recorded)
    {
        using var document = JsonDocument.Parse(recorded);
        return (
            document.RootElement.GetProperty("instanceId").GetString()!,
            [.. document.RootElement.GetProperty("events").EnumerateArray().Select(happened => HistoryEvent.Parser.ParseJson(happened.GetRawText()))]);
    }
}
