namespace P8e.Durable;

/// <summary>How a child orchestration is started.</summary>
public sealed record ChildOptions
{
    /// <summary>Its instance id, unique per parent execution; kept when it is retried. Null takes a deterministic GUID (functions-host 3.7).</summary>
    public string? InstanceId { get; init; }

    /// <summary>When a failure is tried again; null fails at once.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>Version of the orchestrator; not sent when null.</summary>
    public string? Version { get; init; }

    /// <summary>Labels that travel with the call.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
