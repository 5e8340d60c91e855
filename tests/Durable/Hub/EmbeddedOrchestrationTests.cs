using P8e.Durable.Tests.Support;
using P8e.Ports.Durable;

namespace P8e.Durable.Tests.Hub;

/// <summary>Orchestrations on the embedded hub.</summary>
public sealed class EmbeddedOrchestrationTests : OrchestrationConformance
{
    /// <inheritdoc/>
    protected override IHubUnderTest Create() => new EmbeddedHub();

    private sealed class EmbeddedHub : IHubUnderTest
    {
        private readonly HubFixture _hub = new();

        public OrchestratorRegistry Orchestrators => _hub.Orchestrators;

        public ActivityRegistry Activities => _hub.Activities;

        public IOrchestrationClient Client => _hub.Client;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken) => _hub.AdvanceAsync(by);

        public void AssertIdle()
        {
            Assert.Equal(0, _hub.Store.CountReminders());
            Assert.Empty(_hub.Reported);
        }

        public ValueTask DisposeAsync()
        {
            _hub.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
