using P8e.Durable;

namespace P8e.Workflows.Tests.Support;

/// <summary>Keeps the events that are raised; for chosen instances it fails as a hub does.</summary>
internal sealed class RecordingClient : IOrchestrationClient
{
    internal List<(string Instance, string Event, string? Payload)> Raised { get; } = [];

    internal Dictionary<string, Exception> Failures { get; } = [];

    public Task<bool> StartAsync(string instanceId, string orchestrator, string? input, ExistingInstance existing, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<InstanceView?> FindAsync(string instanceId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RaiseEventAsync(string instanceId, string name, string? payload, CancellationToken cancellationToken)
    {
        if (Failures.TryGetValue(instanceId, out var failure))
        {
            return Task.FromException(failure);
        }

        Raised.Add((instanceId, name, payload));
        return Task.CompletedTask;
    }

    public Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
