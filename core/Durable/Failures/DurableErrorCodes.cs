namespace P8e.Durable;

/// <summary>Every stable error code of this room. A code is never renamed and never reused for another meaning.</summary>
public static class DurableErrorCodes
{
    /// <summary>An activity or a child orchestration failed; <see cref="DurableException.Failure"/> says how.</summary>
    public const string TaskFailed = "durable.task_failed";

    /// <summary>The code of an orchestrator does not decide what its history says it decided (functions-host 4.7).</summary>
    public const string NonDeterministic = "durable.non_deterministic";

    /// <summary>An orchestrator waited for, or was called from, something that is not its context (functions-host 4.4).</summary>
    public const string ForeignAwait = "durable.foreign_await";

    /// <summary>The context was used after its run had ended or its outcome was decided.</summary>
    public const string RunOver = "durable.run_over";

    /// <summary>No orchestrator of that name is registered.</summary>
    public const string OrchestratorUnknown = "durable.orchestrator_unknown";

    /// <summary>No activity of that name is registered.</summary>
    public const string ActivityUnknown = "durable.activity_unknown";

    /// <summary>A JSON payload does not fit the type that its reader expects, or is no JSON.</summary>
    public const string PayloadMalformed = "durable.payload_malformed";

    /// <summary>A payload, a custom status or a history is larger than a documented limit.</summary>
    public const string LimitExceeded = "durable.limit_exceeded";

    /// <summary>Bytes that should be a request of the engine are not one, or lack what a run needs.</summary>
    public const string RequestMalformed = "durable.request_malformed";

    /// <summary>There is no such instance.</summary>
    public const string InstanceNotFound = "durable.instance_not_found";

    /// <summary>The instance is in a state that does not allow the call: it has ended, or it has not.</summary>
    public const string InstanceStateConflict = "durable.instance_state_conflict";

    /// <summary>An instance id, an event name or a setting is outside its rules.</summary>
    public const string ArgumentInvalid = "durable.argument_invalid";

    /// <summary>What the store holds cannot be read; it was damaged, or written by a newer version.</summary>
    public const string StoreCorrupt = "durable.store_corrupt";

    /// <summary>The engine itself failed; a defect of this room.</summary>
    public const string EngineFailed = "durable.engine_failed";

    /// <summary>Memory ran out; the name the host would take for its retry signal is never passed on (functions-host 3.4).</summary>
    public const string OutOfMemory = "durable.out_of_memory";
}
