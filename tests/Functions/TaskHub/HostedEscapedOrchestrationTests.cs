using P8e.Functions.Tests.Support;
using P8e.Ports.Durable;

namespace P8e.Functions.Tests.TaskHub;

/// <summary>Orchestrations under the Functions host, its bodies with escapes for all that is not ASCII, and for <c>+</c>.</summary>
public sealed class HostedEscapedOrchestrationTests : OrchestrationConformance
{
    /// <inheritdoc/>
    protected override IHubUnderTest Create() => new HostedHub(escapes: true);
}
