using Google.Protobuf.WellKnownTypes;
using P8e.Durable.Replay;
using P8e.Durable.Wire;
using P8e.Ports.Durable;

namespace P8e.Durable.Tests.Support;

/// <summary>A history written in place, and the run of an orchestrator over it.</summary>
internal sealed class History
{
    internal const string InstanceId = "instance-1";

    internal static readonly DateTimeOffset Start = new(2026, 2, 1, 8, 0, 0, TimeSpan.Zero);

    internal List<HistoryEvent> Events { get; } = [];

    internal static History Of(string? input = null) => new History()
        .At(Start)
        .Add(new HistoryEvent { ExecutionStarted = new ExecutionStartedEvent { Name = "Test", Input = input } });

    internal History At(DateTimeOffset time) => Add(new HistoryEvent { Timestamp = time.ToTimestamp(), OrchestratorStarted = new OrchestratorStartedEvent() });

    internal History Raised(string name, string? payload = null) => Add(new HistoryEvent { EventRaised = new EventRaisedEvent { Name = name, Input = payload } });

    internal History Scheduled(int id, string name) => Add(new HistoryEvent { EventId = id, TaskScheduled = new TaskScheduledEvent { Name = name } });

    internal History Completed(int id, string? result = null) =>
        Add(new HistoryEvent { TaskCompleted = new TaskCompletedEvent { TaskScheduledId = id, Result = result } });

    internal History Failed(int id, TaskFailureDetails? details = null) =>
        Add(new HistoryEvent { TaskFailed = new TaskFailedEvent { TaskScheduledId = id, FailureDetails = details } });

    internal History Fired(int id) => Add(new HistoryEvent { TimerFired = new TimerFiredEvent { TimerId = id } });

    internal History Add(HistoryEvent happened)
    {
        Events.Add(happened);
        return this;
    }

    internal ReplayOutcome Run<TInput, TOutput>(Func<OrchestrationContext, TInput, Task<TOutput>> orchestrator, ReplayPolicy? policy = null, DescribeFailure? describe = null)
    {
        var registry = new OrchestratorRegistry(describeFailure: describe).Add("Test", () => new LambdaOrchestrator<TInput, TOutput>(orchestrator));
        return new ReplayExecutor(registry, policy ?? new ReplayPolicy()).Execute(InstanceId, [], Events);
    }

    internal ReplayOutcome Run(Func<OrchestrationContext, Task<string?>> orchestrator, ReplayPolicy? policy = null) =>
        Run<string?, string?>((context, _) => orchestrator(context), policy);
}
