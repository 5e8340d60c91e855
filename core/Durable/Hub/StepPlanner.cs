using Google.Protobuf.WellKnownTypes;
using P8e.Durable.Hub.Stored;
using P8e.Durable.Replay;
using P8e.Durable.Wire;
using static P8e.Durable.Wire.HistoryEvent;

namespace P8e.Durable.Hub;

/// <summary>Works out one step of an instance: what came in, what the orchestrator decides, what is written. No I/O; the same input gives the same step. The session's run is ahead of the session until the step is committed.</summary>
internal sealed class StepPlanner(ReplayExecutor executor, TaskHubOptions options)
{
    /// <summary>The next step; null when there is nothing to do.</summary>
    internal StepPlan? Plan(InstanceSession session, StepArrivals arrivals, DateTimeOffset now)
    {
        var state = session.State.Clone();
        var (events, leftovers) = Accept(session, state, arrivals, now);
        if (session.IsEnded || (session.State.IsStarted && events.Count == 0))
        {
            var isNothing = leftovers.Count == 0 && arrivals.Messages.Count == 0;
            return isNothing ? null : new StepPlan(state, leftovers, [.. arrivals.Messages.Select(message => message.Id)]);
        }

        if (events.Count > 0)
        {
            events.Insert(0, new HistoryEvent { EventId = -1, OrchestratorStarted = new OrchestratorStartedEvent() });
        }

        foreach (var happened in events)
        {
            happened.Timestamp = now.ToTimestamp();
        }

        var run = session.Progress?.Run ?? executor.Begin(session.InstanceId);
        var outcome = Advance(run, session, events);
        var appended = leftovers;
        appended.AddRange(events.Select(happened => Record(state, happened)));
        var progress = new RunProgress(run, session.Records.Count + appended.Count);
        appended.AddRange(outcome.Actions.Select(action => Decisions.Record(action, now)).OfType<HistoryEvent>().Select(decision => Record(state, decision)));
        appended.Add(Record(state, new HistoryEvent { EventId = -1, Timestamp = now.ToTimestamp(), OrchestratorCompleted = new OrchestratorCompletedEvent() }));

        state.IsStarted = true;
        state.Updated = now.ToTimestamp();
        state.CustomStatus = outcome.CustomStatus;
        if (outcome.Completion is { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew } next)
        {
            appended = Generations.Begin(session, state, appended, next, now);
        }
        else
        {
            state.Status = outcome.Completion?.OrchestrationStatus ?? (outcome.IsSuspended ? OrchestrationStatus.Suspended : OrchestrationStatus.Running);
            state.Output = outcome.Completion?.Result;
            state.Failure = outcome.Completion?.FailureDetails;
        }

        if (outcome.Completion is not null)
        {
            run.End();
        }

        return new StepPlan(state, appended, [.. arrivals.Messages.Select(message => message.Id)]) { Progress = outcome.Completion is null ? progress : null };
    }

    private static StoredRecord Record(StoredInstance state, HistoryEvent happened) => new() { Generation = state.Generation, Event = happened };

    /// <summary>Gives the run what it has not seen: the whole history when it is new, else what the last steps decided, and then what came in.</summary>
    private ReplayOutcome Advance(LiveRun run, InstanceSession session, List<HistoryEvent> events)
    {
        var unseen = session.UnseenEvents();
        var outcome = session.State.IsStarted ? run.Advance(unseen, events) : run.Advance([], unseen.Concat(events));
        return StepLimits.Check(outcome, session.Records.Count + events.Count, options);
    }

    /// <summary>What of the arrivals this execution is to see, and outcomes that only have to be recorded. Everything that came before is left out (at-least-once delivery).</summary>
    private static (List<HistoryEvent> Events, List<StoredRecord> Leftovers) Accept(
        InstanceSession session, StoredInstance state, StepArrivals arrivals, DateTimeOffset now)
    {
        var events = new List<HistoryEvent>();
        var answered = new HashSet<int>();
        foreach (var message in arrivals.Messages)
        {
            var told = InstanceStates.Parse(StoredMessage.Parser, session.InstanceId, message.Content);
            var isForThis = !session.IsEnded && (told.ExecutionId.Length == 0 || told.ExecutionId == state.ExecutionId);
            var isNew = !RecentArrivals.HasMessage(state, message.Id)
                && (Answered(told.Event) is not { } child || (session.Effects.IsChildOpen(state.Generation, child) && answered.Add(child)));
            if (isForThis && isNew)
            {
                events.Add(told.Event);
            }

            RecentArrivals.AddMessage(state, message.Id);
        }

        var leftovers = new List<StoredRecord>();
        var finished = new HashSet<EffectKey>();
        foreach (var outcome in arrivals.Outcomes)
        {
            var key = new EffectKey(outcome.Generation, outcome.Event.TaskCompleted?.TaskScheduledId ?? outcome.Event.TaskFailed.TaskScheduledId);
            if (!session.Effects.Activities.ContainsKey(key) || !finished.Add(key))
            {
                continue;
            }

            if (outcome.Generation == state.Generation && !session.IsEnded)
            {
                events.Add(outcome.Event);
            }
            else
            {
                leftovers.Add(outcome);
            }
        }

        var due = session.Effects.Timers.Where(timer => !session.IsEnded && timer.Value <= now).OrderBy(timer => (timer.Value, timer.Key));
        events.AddRange(due.Select(timer => new HistoryEvent
        {
            EventId = -1,
            TimerFired = new TimerFiredEvent { TimerId = timer.Key, FireAt = timer.Value.ToTimestamp() },
        }));
        return (events, leftovers);
    }

    private static int? Answered(HistoryEvent happened) => happened.EventTypeCase switch
    {
        EventTypeOneofCase.SubOrchestrationInstanceCompleted => happened.SubOrchestrationInstanceCompleted.TaskScheduledId,
        EventTypeOneofCase.SubOrchestrationInstanceFailed => happened.SubOrchestrationInstanceFailed.TaskScheduledId,
        _ => null,
    };
}
