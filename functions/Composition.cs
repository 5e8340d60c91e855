using P8e.Access;
using P8e.Azure.Access;
using P8e.Azure.Configuration;
using P8e.Azure.Hub;
using P8e.Durable;
using P8e.Durable.Ports;
using P8e.Execution.Publishing;
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
using P8e.Protocol.Identifiers;
using P8e.Workflows;
using P8e.Workflows.ExecuteContract;

namespace P8e.Functions;

/// <summary>
/// The one place where the program is put together. Workflows, routes and timers join in <see cref="ComposeProduct"/>; the embedded hub's store in <see cref="OpenProductStore"/>.
/// </summary>
/// <param name="OpenHubStore">Opens the embedded hub's store; called in the standalone shape only, once.</param>
/// <param name="Compose">Says what the program consists of. It sends nothing: what takes time goes into <see cref="ProgramParts.SetUp"/>.</param>
internal sealed record Composition(Func<StorageClients, HubOptions, IHubStore> OpenHubStore, Func<CompositionContext, ProgramParts> Compose)
{
    private static readonly TimeSpan FollowPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Under the host every tick is an execution that is paid for (design 6).</summary>
    private static readonly TimeSpan FollowPeriodUnderTheHost = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan SweepPeriod = TimeSpan.FromHours(6);

    internal static Composition Product { get; } = new(OpenProductStore, ComposeProduct);

    internal static ProgramParts ComposeProduct(CompositionContext context)
    {
        var payloads = new PayloadSerializer();
        var wake = new WakeSignal();
        // Opened by the first who needs it, closed with the program.
        List<IDisposable> opened = [];
        ReplicationTimer? replication = null;
        var store = new Lazy<StoreParts>(() =>
        {
            var made = new StoreParts(
                AffiliateName.Parse(context.Options.Affiliate.Name), context.Options.Store, context.Storage.Value, context.Clock, () => replication?.Wake.Set());
            opened.Add(made);
            return made;
        });
        opened.Add(replication = new ReplicationTimer(() => store.Value, context.Options.Store, context.Clock));
        var affiliate = new Lazy<AffiliateParts>(() =>
        {
            var made = new AffiliateParts(context.Options.Affiliate, context.Options.Contracts, store.Value, context.Storage.Value, context.Clock);
            opened.Add(made);
            return made;
        });
        var chain = new Lazy<ChainParts>(() =>
        {
            var made = OpenChain(context, affiliate, payloads, wake);
            opened.Add(made);
            return made;
        });
        var executions = new Lazy<ExecutionParts>(() => OpenExecutions(context, affiliate.Value, chain.Value));
        var parts = new ProgramParts
        {
            Orchestrators = new OrchestratorRegistry(payloads, FailureText.Describe).AddWorkflows(),
            Activities = new ActivityRegistry(payloads, FailureText.Describe).AddChainActivities(() => chain.Value.Submission).AddPublishingActivities(Publishing)
                .AddExecutionActivities(() => Executions().Services, () => chain.Value.Submission),
            Owned = opened,
        };
        parts.HttpRoutes.Add(new WorkflowRoutes(context.Orchestrations).Map);
        var reader = new TransactionReader(context.Options.Chain.FurtherMessages.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        parts.HttpRoutes.Add(new TransactionRoutes(Executions, reader, context.Orchestrations, payloads).Map);
        parts.HttpRoutes.Add(new PublishRoutes(Publishing, context.Orchestrations, payloads).Map);
        parts.HttpRoutes.Add(new ContractRoutes(() => affiliate.Value.Library).Map);
        var answers = new ExecutionAnswers(Executions, context.Orchestrations, payloads, context.Clock);
        parts.HttpRoutes.Add(new SubmitRoutes(Executions, context.Orchestrations, payloads, answers, context.Clock).Map);
        parts.HttpRoutes.Add(new ExecutionRoutes(Executions, answers).Map);
        parts.HttpRoutes.Add(new ExecutionEvents(answers, context.Clock).Map);
        parts.HttpRoutes.Add(new ScopeRoutes(() => affiliate.Value.Scopes, () => affiliate.Value.Records).Map);
        AddStore(context, parts, store, affiliate, replication);
        parts.HttpRoutes.Add(ConsoleRoutes.Map);
        if (context.Options.Chain.IsConfigured)
        {
            // A key file that cannot be read ends the program at once, not the first transaction.
            parts.SetUp.Add(_ => Task.FromResult(chain.Value));
        }

        var period = context.Options.IsCustomHandler ? FollowPeriodUnderTheHost : FollowPeriod;
        parts.Timers.Add(new HostTimer("FollowChain", period, token => context.Options.Chain.IsConfigured ? chain.Value.TickAsync(token) : Task.CompletedTask, wake));
        if (context.Sidecar is { } sidecar)
        {
            parts.Timers.Add(new InstanceRecovery(sidecar, context.Clock, context.Logs).Timer);
        }

        return parts;

        ExecutionParts Executions() => executions.Value;
        PublishingServices Publishing() => OpenPublishing(context.Options.Contracts, affiliate.Value, chain.Value);
    }

    private static void AddStore(CompositionContext context, ProgramParts parts, Lazy<StoreParts> store, Lazy<AffiliateParts> affiliate, ReplicationTimer replication)
    {
        parts.HttpRoutes.Add(new ScopeSharingRoutes(() => affiliate.Value).Map);
        parts.HttpRoutes.Add(new ObjectRoutes(() => affiliate.Value).Map);
        parts.HttpRoutes.Add(new ObjectAdminRoutes(() => store.Value, () => affiliate.Value, key => (affiliate.IsValueCreated ? affiliate.Value : null)?.Forget(key)).Map);
        parts.HttpRoutes.Add(new MailRoutes(() => store.Value, () => affiliate.Value).Map);
        parts.HttpRoutes.Add(new PublicKeyRoutes(() => store.Value).Map);
        parts.GrpcServices.Add(new StoreGrpc(() => store.Value, context.Options.Store, context.Options.Affiliate.Name, context.Clock).Map);
        parts.Timers.Add(replication.Timer);
        parts.Timers.Add(new HostTimer("SweepObjects", SweepPeriod, token => store.Value.SweepAsync(token)));
    }

    private static ExecutionParts OpenExecutions(CompositionContext context, AffiliateParts affiliate, ChainParts chain) => new(
        new ExecutionServices(
            affiliate.Name,
            affiliate.Objects,
            affiliate.Runner,
            affiliate.Signer,
            affiliate.Encryption.PublicKey,
            context.Options.Chain.AddressPrefix == AccountAddress.MainNetPrefix,
            affiliate.Executions,
            affiliate.Index),
        affiliate.Library,
        chain.Account.ToString(),
        new RequestIdentity(new TableRequestKeys(context.Storage.Value.Tables), context.NewId));

    private static PublishingServices OpenPublishing(ContractSettings contracts, AffiliateParts affiliate, ChainParts chain) => new()
    {
        Affiliate = affiliate.Name,
        Account = chain.Account,
        Objects = affiliate.Objects,
        Packages = new PackageReader(affiliate.Name, affiliate.Sandboxes, affiliate.Objects),
        IsTrusted = contracts.IsTrusted,
        Chain = chain.Specifications,
        Catalogue = affiliate.Catalogue,
        Submission = chain.Submission,
    };

    private static ChainParts OpenChain(CompositionContext context, Lazy<AffiliateParts> affiliate, PayloadSerializer payloads, WakeSignal wake) => context.Options.Chain.IsConfigured
        ? new ChainParts(
            context.Options.Chain, affiliate.Value, context.Storage.Value, context.Orchestrations, payloads, context.Clock, context.NewId, wake)
        : throw new P8eStateException(
            StateErrorKind.Conflict, ErrorCodes.ChainNotConfigured, "This deployment has no chain: set Chain__ChainId, Chain__GrpcAddress, Chain__RpcAddress and Affiliate__SigningKeyFile.");

    private static TableHubStore OpenProductStore(StorageClients storage, HubOptions hub) => new(storage.Tables, hub.Name, Guid.CreateVersion7);
}
