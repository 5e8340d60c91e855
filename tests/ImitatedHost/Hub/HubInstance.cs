using P8e.Durable.Wire;

namespace P8e.ImitatedHost.Hub;

/// <summary>One orchestration in the hub.</summary>
internal sealed class HubInstance
{
    internal required string Id { get; init; }

    internal required ExecutionStartedEvent Start { get; set; }

    internal required DateTimeOffset Created { get; init; }

    internal string ExecutionId => Start.OrchestrationInstance.ExecutionId!;

    internal List<HistoryEvent> History { get; } = [];

    internal List<HistoryEvent> Inbox { get; set; } = [];

    internal OrchestrationStatus Status { get; set; } = OrchestrationStatus.Pending;

    internal DateTimeOffset Updated { get; set; }

    internal string? Output { get; set; }

    internal string? CustomStatus { get; set; }

    internal TaskFailureDetails? Failure { get; set; }

    /// <summary>A fault to inject: the next call's connection breaks.</summary>
    internal bool LosesNextCall { get; set; }

    internal bool IsEnded => Status is OrchestrationStatus.Completed or OrchestrationStatus.Failed or OrchestrationStatus.Terminated;
}
