namespace P8e.Durable;

/// <summary>How an activity is called.</summary>
public sealed record ActivityOptions
{
    /// <summary>When a failure is tried again; null fails at once.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>Version of the activity; not sent when null.</summary>
    public string? Version { get; init; }

    /// <summary>Labels that travel with the call; the host reserves names that begin with <c>MS_DurableFunctions_</c> (functions-host 3.3).</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
