using P8e.Durable.Wire;
using P8e.ImitatedHost.Calls;

namespace P8e.ImitatedHost.Hub;

/// <summary>
/// Does the hub's work by calling the handler, one thing after the other, so that a run is the same every time (functions-host 3.4, 3.9).
/// </summary>
/// <param name="hub">The hub.</param>
/// <param name="calls">How the handler is called now; a new process has another port.</param>
/// <param name="functionOf">The function of a registered orchestrator or activity; null when the host knows none.</param>
/// <param name="checksDeterminism">Ask every step again, also with all events as past ones, and compare.</param>
internal sealed class HubPump(TaskHub hub, Func<HostCalls> calls, Func<string, string?> functionOf, bool checksDeterminism)
{
    private const string RetrySignal = "System.OutOfMemoryException";

    private readonly OrchestratorCalls _orchestrators = new(calls, checksDeterminism);

    /// <summary>Runs when an activity's call has failed, once; true leaves the message in the queue, because the host died as well.</summary>
    internal Func<Task<bool>>? AfterActivityFault { get; set; }

    internal DeliveryFault Fault { get; set; }

    /// <summary>Works until nothing is left to do now.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            HubInstance? instance;
            ActivityWork? activity = null;
            lock (hub.Gate)
            {
                hub.FireTimers();
                instance = hub.Instances.FirstOrDefault(candidate => candidate.Inbox.Count > 0 && !candidate.IsEnded);
                if (instance is null && !hub.Activities.TryPeek(out activity))
                {
                    return;
                }
            }

            if (instance is not null)
            {
                await OrchestrateAsync(instance, cancellationToken);
            }
            else
            {
                await RunActivityAsync(activity!, cancellationToken);
            }
        }
    }

    private async Task OrchestrateAsync(HubInstance instance, CancellationToken cancellationToken)
    {
        List<HistoryEvent> news;
        lock (hub.Gate)
        {
            news = [hub.Message(new HistoryEvent { OrchestratorStarted = new OrchestratorStartedEvent() }), .. instance.Inbox];
            instance.Inbox = [];
        }

        if (functionOf(instance.Start.Name) is not { } function)
        {
            Commit(instance, news, () => End(instance, OrchestrationStatus.Failed, $"The function '{instance.Start.Name}' doesn't exist, is disabled, or is not an orchestrator function.", null));
            return;
        }

        while (news.Count > 0)
        {
            OrchestratorResponse response;
            try
            {
                response = await _orchestrators.AskAsync(instance, function, news, cancellationToken);
                if (Fault == DeliveryFault.AnswerLost)
                {
                    // At another time: the clock of the new work item is later.
                    news[0] = hub.Message(news[0]);
                    response = await _orchestrators.AskAsync(instance, function, news, cancellationToken);
                }
            }
            catch (Exception error) when (error is InvocationFailedException or NeverEndsException)
            {
                // For good: only a rewind helps (functions-host 3.4).
                Commit(instance, news, () => End(instance, OrchestrationStatus.Failed, $"Function '{instance.Start.Name}' failed with an unhandled exception.", null));
                return;
            }

            if (response.Actions.Any(action => action.CompleteOrchestration?.FailureDetails is { } failure && (failure.ErrorType == RetrySignal || failure.InnerFailure?.ErrorType == RetrySignal)))
            {
                lock (hub.Gate)
                {
                    instance.Inbox.InsertRange(0, news.Skip(1));
                }

                throw new InvalidOperationException("The handler asks for the same call again.");
            }

            news = Apply(instance, news, response);
        }
    }

    /// <summary>Takes the decisions over; answers the events of the next generation, or nothing.</summary>
    private List<HistoryEvent> Apply(HubInstance instance, List<HistoryEvent> news, OrchestratorResponse response)
    {
        List<HistoryEvent> next = [];
        Commit(instance, news, () =>
        {
            instance.CustomStatus = response.CustomStatus;
            instance.Status = IsSuspended(instance, news) ? OrchestrationStatus.Suspended : OrchestrationStatus.Running;
            foreach (var action in response.Actions.Where(action => action.CompleteOrchestration is null))
            {
                new Dispatch(hub, instance).Do(action);
            }

            if (response.Actions.Select(action => action.CompleteOrchestration).FirstOrDefault(completion => completion is not null) is { } completion)
            {
                next = Complete(instance, completion);
            }
        });
        return next;
    }

    private static bool IsSuspended(HubInstance instance, List<HistoryEvent> news) => instance.History.Concat(news)
        .LastOrDefault(happened => happened.ExecutionSuspended is not null || happened.ExecutionResumed is not null)?.ExecutionSuspended is not null;

    private void Commit(HubInstance instance, List<HistoryEvent> news, Action decide)
    {
        lock (hub.Gate)
        {
            instance.Updated = hub.Now;
            instance.History.AddRange(news);
            var execution = instance.ExecutionId;
            decide();
            if (execution == instance.ExecutionId)
            {
                instance.History.Add(hub.Message(new HistoryEvent { OrchestratorCompleted = new OrchestratorCompletedEvent() }));
            }
        }
    }

    private List<HistoryEvent> Complete(HubInstance instance, CompleteOrchestrationAction completion)
    {
        if (completion.OrchestrationStatus != OrchestrationStatus.ContinuedAsNew)
        {
            var output = completion.OrchestrationStatus == OrchestrationStatus.Failed ? completion.FailureDetails?.ErrorMessage : completion.Result;
            End(instance, completion.OrchestrationStatus, output, completion.FailureDetails);
            return [];
        }

        instance.History.Clear();
        instance.Start = instance.Start.Clone();
        instance.Start.Input = completion.Result;
        instance.Start.OrchestrationInstance = hub.NewExecution(instance.Id);
        return
        [
            hub.Message(new HistoryEvent { OrchestratorStarted = new OrchestratorStartedEvent() }),
            hub.Message(new HistoryEvent { ExecutionStarted = instance.Start }),
            .. completion.CarryoverEvents.Where(carried => carried.EventRaised is not null).Select(hub.Message),
            hub.Message(new HistoryEvent { OrchestratorCompleted = new OrchestratorCompletedEvent() }),
        ];
    }

    private void End(HubInstance instance, OrchestrationStatus status, string? output, TaskFailureDetails? failure)
    {
        (instance.Status, instance.Output, instance.Failure) = (status, output, failure);
        instance.History.Add(hub.Message(new HistoryEvent { ExecutionCompleted = new ExecutionCompletedEvent { OrchestrationStatus = status, Result = output, FailureDetails = failure } }));
        if (instance.Start.ParentInstance is not { } parent)
        {
            return;
        }

        var told = status == OrchestrationStatus.Completed
            ? new HistoryEvent { SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = parent.TaskScheduledId, Result = output } }
            : new HistoryEvent { SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = parent.TaskScheduledId, FailureDetails = failure } };
        hub.Tell(parent.OrchestrationInstance.InstanceId, told, parent.OrchestrationInstance.ExecutionId);
    }

    /// <summary>The message leaves the queue when its outcome is known: a host that stops meanwhile delivers it again.</summary>
    private async Task RunActivityAsync(ActivityWork work, CancellationToken cancellationToken)
    {
        var happened = new HistoryEvent();
        try
        {
            if (functionOf(work.Name) is { } function)
            {
                var result = await calls().RunActivityAsync(function, work.InstanceId, work.Input, cancellationToken);
                if (Fault == DeliveryFault.ActivityTwice)
                {
                    result = await calls().RunActivityAsync(function, work.InstanceId, work.Input, cancellationToken);
                }

                happened.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = work.Id, Result = result };
            }
            else
            {
                happened.TaskFailed = new TaskFailedEvent { TaskScheduledId = work.Id };
            }
        }
        catch (InvocationFailedException error)
        {
            var fault = AfterActivityFault;
            AfterActivityFault = null;
            if (fault is not null && await fault())
            {
                return;
            }

            happened.TaskFailed = new TaskFailedEvent
            {
                TaskScheduledId = work.Id,
                FailureDetails = new TaskFailureDetails
                {
                    ErrorType = "Microsoft.Azure.WebJobs.Host.FunctionInvocationException",
                    ErrorMessage = $"Exception while executing function: Functions.{functionOf(work.Name)}",
                    InnerFailure = new TaskFailureDetails { ErrorType = error.ErrorType, ErrorMessage = error.Message },
                },
            };
        }

        lock (hub.Gate)
        {
            hub.Activities.Dequeue();
            hub.Tell(work.InstanceId, happened, work.ExecutionId);
            if (Fault == DeliveryFault.CompletionTwice)
            {
                hub.Tell(work.InstanceId, happened, work.ExecutionId);
            }
        }
    }
}
