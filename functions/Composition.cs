using P8e.Azure.Configuration;
using P8e.Durable;
using P8e.Durable.Ports;
using P8e.Functions.Hosting;
using P8e.Functions.Http;
using P8e.Functions.TaskHub;
using P8e.Protocol.Errors;

namespace P8e.Functions;

/// <summary>
/// The one place where the program is put together. Workflows, routes and timers join in <see cref="ComposeProduct"/>; the embedded hub's store in <see cref="OpenProductStore"/>.
/// </summary>
/// <param name="OpenHubStore">Opens the embedded hub's store; called in the standalone shape only, once.</param>
/// <param name="Compose">Says what the program consists of. It sends nothing: what takes time goes into <see cref="ProgramParts.SetUp"/>.</param>
internal sealed record Composition(Func<StorageClients, HubOptions, IHubStore> OpenHubStore, Func<CompositionContext, ProgramParts> Compose)
{
    internal static Composition Product { get; } = new(OpenProductStore, ComposeProduct);

    internal static ProgramParts ComposeProduct(CompositionContext context)
    {
        var parts = new ProgramParts
        {
            Orchestrators = new OrchestratorRegistry(describeFailure: FailureText.Describe),
            Activities = new ActivityRegistry(describeFailure: FailureText.Describe),
        };
        parts.HttpRoutes.Add(new WorkflowRoutes(context.Orchestrations).Map);
        if (context.Sidecar is { } sidecar)
        {
            parts.Timers.Add(new InstanceRecovery(sidecar, context.Clock, context.Logs).Timer);
        }

        return parts;
    }

    /// <summary>The adapter over Azure tables takes this place: <c>(storage, hub) => new TableHubStore(storage.Tables, hub.Name)</c>.</summary>
    private static IHubStore OpenProductStore(StorageClients storage, HubOptions hub) => throw new P8eInputException(
        ErrorCodes.ConfigurationInvalid,
        "Starting standalone: this build has no store for the embedded task hub yet. Run it under the Functions host (FUNCTIONS_CUSTOMHANDLER_PORT is set by it).");
}
