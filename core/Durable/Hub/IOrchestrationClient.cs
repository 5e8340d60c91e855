namespace P8e.Durable;

/// <summary>
/// Starting, asking and stopping orchestrations, in both shapes of the program: <see cref="TaskHubClient"/> here, the Functions host's client in its adapter. Instance ids have at most
/// 256 characters, do not begin with <c>@</c> and hold none of <c>/ \ # ?</c> or control characters (functions-host 5.2). Payloads are JSON texts; null is none.
/// </summary>
public interface IOrchestrationClient
{
    /// <summary>Starts an instance; by its id it is started once.</summary>
    /// <returns>False when the id is in use and <paramref name="existing"/> leaves it so.</returns>
    /// <exception cref="DurableException"><see cref="DurableErrorCodes.ArgumentInvalid"/>, <see cref="DurableErrorCodes.PayloadMalformed"/>, <see cref="DurableErrorCodes.LimitExceeded"/>.</exception>
    Task<bool> StartAsync(string instanceId, string orchestrator, string? input, ExistingInstance existing, CancellationToken cancellationToken);

    /// <summary>What is known of an instance; null when there is none.</summary>
    Task<InstanceView?> FindAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Sends an event.</summary>
    /// <exception cref="DurableException"><see cref="DurableErrorCodes.InstanceNotFound"/>; <see cref="DurableErrorCodes.InstanceStateConflict"/> when it has ended.</exception>
    Task RaiseEventAsync(string instanceId, string name, string? payload, CancellationToken cancellationToken);

    /// <summary>Ends an instance from outside; the reason, a JSON text, becomes its output. Activities that run are not stopped.</summary>
    /// <exception cref="DurableException">As for <see cref="RaiseEventAsync"/>.</exception>
    Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellationToken);

    /// <summary>Holds an instance back: it decides nothing until it is resumed.</summary>
    /// <exception cref="DurableException">As for <see cref="RaiseEventAsync"/>.</exception>
    Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellationToken);

    /// <summary>Lets a suspended instance go on.</summary>
    /// <exception cref="DurableException">As for <see cref="RaiseEventAsync"/>.</exception>
    Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellationToken);

    /// <summary>Removes an instance that has ended, with its history; false when there is none.</summary>
    /// <exception cref="DurableException"><see cref="DurableErrorCodes.InstanceStateConflict"/> when it has not ended.</exception>
    Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken);
}
