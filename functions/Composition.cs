using Microsoft.Extensions.Logging;
using P8e.Azure.Access;
using P8e.Azure.Configuration;
using P8e.Azure.Hub;
using P8e.Azure.Tables;
using P8e.Azure.Vault;
using P8e.Durable;
using P8e.Durable.Ports;
using P8e.Functions.Access;
using P8e.Functions.Affiliates;
using P8e.Functions.Chain;
using P8e.Functions.ConsolePages;
using P8e.Functions.Contracts;
using P8e.Functions.Executions;
using P8e.Functions.Hosting;
using P8e.Functions.Http;
using P8e.Functions.Objects;
using P8e.Functions.Scopes;
using P8e.Functions.TaskHub;
using P8e.Functions.Timers;
using P8e.Protocol.Errors;
using P8e.Workflows;

namespace P8e.Functions;

/// <summary>
/// The one place where the program is put together. Workflows, routes and timers join in <see cref="ComposeProduct"/>; the embedded hub's store in <see cref="OpenProductStore"/>.
/// </summary>
/// <param name="OpenHubStore">Makes the embedded hub's store, which opens the storage when it is first asked; called in the standalone shape only, once.</param>
/// <param name="Compose">Says what the program consists of. It sends nothing: what takes time goes into <see cref="ProgramParts.SetUp"/>.</param>
internal sealed record Composition(Func<Lazy<StorageClients>, HubOptions, IHubStore> OpenHubStore, Func<CompositionContext, ProgramParts> Compose)
{
    private static readonly TimeSpan FollowPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Under the host every tick is an execution that is paid for (design 6); at this period an idle month stays below what the host gives away.</summary>
    private static readonly TimeSpan FollowPeriodUnderTheHost = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan SweepPeriod = TimeSpan.FromHours(6);

    internal static Composition Product { get; } = new(OpenProductStore, static context => ComposeProduct(context, AccessParts.OverTables(context)));

    internal static ProgramParts ComposeProduct(CompositionContext context, AccessParts access)
    {
        var payloads = new PayloadSerializer();
        // Opened by the first who needs it, closed with the program.
        List<IDisposable> opened = [];
        var wake = new WakeSignal();
        ReplicationTimer? replication = null;
        var keys = new KeyOpener(context.Options.Affiliate, () => new VaultKeys(context.Signals.Watch(new VaultClients(context.Options.Vault, context.Clock))));
        var affiliates = new HostedAffiliates(
            context, () => new TableAffiliateRegistry(context.Storage.Value.Tables), keys, () => replication?.Wake.Set());
        opened.Add(replication = new ReplicationTimer(affiliates.ListAsync, context.Options.Store, context.Clock, context.Options.IsCustomHandler));
        opened.Add(affiliates);
        opened.Add(keys);
        opened.Add(access);
        var chain = new Lazy<ChainParts>(() =>
        {
            var made = OpenChain(context, payloads, wake);
            opened.Add(made);
            return made;
        });
        var services = new AffiliateServices(context, () => chain.Value);
        var parts = new ProgramParts
        {
            Orchestrators = new OrchestratorRegistry(payloads, FailureText.Describe).AddWorkflows(),
            Activities = new ActivityRegistry(payloads, FailureText.Describe).AddActivities(
                async (activity, token) => chain.Value.SubmissionOf(await affiliates.OwnerOfAsync(activity.InstanceId, token)),
                async (activity, token) => services.Execution(await affiliates.OwnerOfAsync(activity.InstanceId, token)).Services,
                async (activity, token) => services.Publishing(await affiliates.OwnerOfAsync(activity.InstanceId, token))),
            Owned = opened,
            Admit = new CallAdmission(access, affiliates, new CallerAddress(context.Options.Proxies), new HostNames(context.Options.Names)).AdmitAsync,
        };
        parts.SetUp.Add(affiliates.OpenHomeAsync);
        AddRoutes(context, parts, services, payloads);
        parts.HttpRoutes.Add(new AffiliateRoutes(affiliates, new AffiliateDirectory(affiliates, keys, context.Clock)).Map);
        parts.HttpRoutes.Add(new AccessRoutes(access).Map);
        AddStore(context, parts, affiliates, replication);
        var period = context.Options.IsCustomHandler ? FollowPeriodUnderTheHost : FollowPeriod;
        parts.Timers.Add(new HostTimer("FollowChain", period, FollowAsync, wake));
        if (context.Sidecar is { } sidecar)
        {
            parts.Timers.Add(new InstanceRecovery(sidecar, context.Clock, context.Logs).Timer);
        }

        return parts;

        async Task FollowAsync(CancellationToken token)
        {
            if (context.Options.Chain.IsConfigured)
            {
                await chain.Value.TickAsync(await affiliates.ListAsync(token), await affiliates.ListIndexedAsync(token), token);
            }
        }
    }

    private static void AddRoutes(CompositionContext context, ProgramParts parts, AffiliateServices services, PayloadSerializer payloads)
    {
        var reader = new TransactionReader(context.Options.Chain.FurtherMessages.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var answers = new ExecutionAnswers(context.Orchestrations, payloads, context.Clock);
        parts.HttpRoutes.AddRange(
        [
            new WorkflowRoutes(context.Orchestrations).Map,
            new TransactionRoutes(services.Execution, reader, context.Orchestrations, payloads).Map,
            new PublishRoutes(services.Publishing, context.Orchestrations, payloads).Map,
            ContractRoutes.Map,
            new SubmitRoutes(services.Execution, context.Orchestrations, payloads, answers, context.Clock).Map,
            new ExecutionRoutes(answers).Map,
            new ExecutionEvents(answers, context.Clock).Map,
            ScopeRoutes.Map,
            ScopeSharingRoutes.Map,
            ObjectRoutes.Map,
            ObjectAdminRoutes.Map,
            MailRoutes.Map,
            PublicKeyRoutes.Map,
            ConsoleRoutes.Map,
        ]);
    }

    private static void AddStore(CompositionContext context, ProgramParts parts, HostedAffiliates affiliates, ReplicationTimer replication)
    {
        parts.GrpcServices.Add(new StoreGrpc(() => affiliates.Home.Store, context.Options.Store, context.Options.Affiliate.Name, context.Clock).Map);
        parts.Timers.Add(replication.Timer);
        parts.Timers.Add(new HostTimer("SweepObjects", SweepPeriod, affiliates.SweepAsync));
    }

    private static ChainParts OpenChain(CompositionContext context, PayloadSerializer payloads, WakeSignal wake) => context.Options.Chain.IsConfigured
        ? new ChainParts(context.Options.Chain, context.Storage.Value, context.Orchestrations, payloads, context.Clock, context.NewId, wake, context.Signals, new OncePerTrouble(context.Logs.CreateLogger<ChainParts>()))
        : throw new P8eStateException(
            StateErrorKind.Conflict, ErrorCodes.ChainNotConfigured, "This deployment has no chain: set Chain__ChainId, Chain__GrpcAddress, Chain__RpcAddress and Affiliate__SigningKeyFile.");

    private static TableHubStore OpenProductStore(Lazy<StorageClients> storage, HubOptions hub) =>
        new(new Lazy<TableServiceClient>(() => storage.Value.Tables), hub.Name, Guid.CreateVersion7);
}
