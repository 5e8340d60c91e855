using P8e.Durable;
using P8e.Functions.Invocations;
using P8e.Functions.TaskHub;
using P8e.ImitatedHost;
using P8e.Ports;
using P8e.Ports.Durable;

namespace P8e.Functions.Tests.Support;

/// <summary>The program under the imitated host: every step of an orchestration goes over HTTP, every call of a client over gRPC.</summary>
internal sealed class HostedHub(bool escapes = false, bool rewinds = true) : IHubUnderTest
{
    private RunningProgram? _program;
    private SidecarClient? _client;

    public OrchestratorRegistry Orchestrators { get; } = new();

    public ActivityRegistry Activities { get; } = new();

    public IOrchestrationClient Client => _client!;

    internal ManualTimeProvider Clock { get; } = new();

    internal ImitatedFunctionsHost Host { get; private set; } = null!;

    internal RunningProgram Running => _program!;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _program = await RunningProgram.StartAsync(
            RunningProgram.Options(isCustomHandler: true),
            RunningProgram.Compose(Orchestrators, Activities, add: (context, _) => _client = context.Sidecar),
            Clock);
        Host = await ImitatedFunctionsHost.StartAsync(_program.Address, Clock, FunctionOf, escapes, rewinds, checksDeterminism: true, cancellationToken);
        // Any call with a durable client tells the program where the hub is.
        await Host.TickAsync("RecoverInstances", cancellationToken);
    }

    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        Clock.Advance(by);
        return Host.RunAsync(cancellationToken);
    }

    public void AssertIdle() => Assert.True(Host.IsIdle);

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await Host.DisposeAsync();
            await _program.DisposeAsync();
        }
    }

    /// <summary>The folders that a deployment would have.</summary>
    private string? FunctionOf(string registered) => _program!.Program.Functions.All
        .Where(function => function.Value.Kind is HostFunctionKind.Orchestrator or HostFunctionKind.Activity && function.Value.Registered == registered)
        .Select(function => function.Key)
        .SingleOrDefault();
}
