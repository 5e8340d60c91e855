using P8e.Functions.Tests.Support;
using P8e.Ports.Durable;

namespace P8e.Functions.Tests.TaskHub;

/// <summary>Orchestrations under the Functions host, its bodies written as UTF-8.</summary>
public sealed class HostedOrchestrationTests : OrchestrationConformance
{
    /// <inheritdoc/>
    protected override IHubUnderTest Create() => new HostedHub();
}
