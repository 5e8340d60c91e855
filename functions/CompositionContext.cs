using Microsoft.Extensions.Logging;
using P8e.Azure.Configuration;
using P8e.Durable;
using P8e.Functions.Hosting;
using P8e.Functions.TaskHub;
using P8e.Functions.Telemetry;

namespace P8e.Functions;

/// <summary>What the parts of the program are made from.</summary>
/// <param name="Options">Checked settings.</param>
/// <param name="Storage">The storage account's clients; made when first asked for, which belongs into the set-up.</param>
/// <param name="Orchestrations">The task hub's client, the same in both shapes.</param>
/// <param name="Sidecar">The Functions host's task hub; null in the standalone shape.</param>
/// <param name="Clock">The clock.</param>
/// <param name="NewId">Ids that nobody else has.</param>
/// <param name="Logs">Where lines for the operator go.</param>
internal sealed record CompositionContext(
    ProgramOptions Options,
    Lazy<StorageClients> Storage,
    IOrchestrationClient Orchestrations,
    SidecarClient? Sidecar,
    TimeProvider Clock,
    Func<Guid> NewId,
    ILoggerFactory Logs)
{
    /// <summary>Where parts say how they do.</summary>
    internal ProgramSignals Signals { get; } = new(Clock);
}
