using P8e.Durable;

namespace P8e.Ports.Durable;

/// <summary>A task hub on a clock that the test moves, whatever runs it.</summary>
public interface IHubUnderTest : IAsyncDisposable
{
    /// <summary>Filled before the start.</summary>
    OrchestratorRegistry Orchestrators { get; }

    /// <summary>Filled before the start.</summary>
    ActivityRegistry Activities { get; }

    /// <summary>The client; there after the start.</summary>
    IOrchestrationClient Client { get; }

    /// <summary>Starts the hub.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Moves the clock, and works until nothing is left to do now.</summary>
    Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken);

    /// <summary>Fails when something is left to do, or something went wrong on the way.</summary>
    void AssertIdle();
}
