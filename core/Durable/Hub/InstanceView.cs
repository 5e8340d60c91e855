namespace P8e.Durable;

/// <summary>What a query sees of an instance.</summary>
/// <param name="InstanceId">Its id.</param>
/// <param name="Name">Its orchestrator.</param>
/// <param name="Status">Where it stands.</param>
public sealed record InstanceView(string InstanceId, string Name, InstanceStatus Status)
{
    /// <summary>When it was started, UTC; a continue-as-new does not change it.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last took a step, UTC.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>JSON text of its output, or of the reason it was terminated for.</summary>
    public string? Output { get; init; }

    /// <summary>JSON text that the orchestrator last set.</summary>
    public string? CustomStatus { get; init; }

    /// <summary>How it failed.</summary>
    public TaskFailure? Failure { get; init; }

    /// <summary>True when it has ended.</summary>
    public bool IsEnded => Status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Terminated;
}
