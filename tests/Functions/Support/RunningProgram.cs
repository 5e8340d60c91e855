using P8e.Access;
using P8e.Azure.Configuration;
using P8e.Azure.Vault;
using P8e.Durable;
using P8e.Functions.Access;
using P8e.Functions.Affiliates;
using P8e.Functions.Chain;
using P8e.Functions.Contracts;
using P8e.Functions.Hosting;
using P8e.Functions.Objects;
using P8e.Functions.Telemetry;
using P8e.Ports.Durable;

namespace P8e.Functions.Tests.Support;

/// <summary>The program inside the tests' process, on free ports of loopback, with the product's parts and the test's.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private RunningProgram(FunctionsProgram program)
    {
        Program = program;
        _running = program.RunAsync(_stop.Token);
    }

    internal FunctionsProgram Program { get; }

    internal Uri Address => new(Program.Addresses["http"]);

    /// <summary>Settings of one shape.</summary>
    internal static ProgramOptions Options(bool isCustomHandler, HostRoles roles = HostRoles.Http | HostRoles.Grpc | HostRoles.Hub | HostRoles.Timers) => new(
        isCustomHandler ? 0 : null,
        new HostOptions { Roles = roles, HttpAddress = "http://127.0.0.1:0", GrpcAddress = "http://127.0.0.1:0", StopSeconds = 5 },
        new HubOptions { PollSeconds = 1 },
        new StorageOptions { ConnectionString = "UseDevelopmentStorage=true" },
        new ChainSettings(),
        new AffiliateSettings(),
        new ContractSettings(),
        new StoreSettings(),
        new VaultOptions(),
        new TelemetrySettings(),
        // Where the subject is another than who calls; nothing here has a storage account.
        new AccessOptions { Mode = AccessMode.Loopback });

    /// <summary>The product's parts over a test's registries.</summary>
    internal static Composition Compose(
        OrchestratorRegistry orchestrators, ActivityRegistry activities, ReplayPolicy? replay = null, Action<CompositionContext, ProgramParts>? add = null, InMemoryHubStore? store = null,
        Func<CompositionContext, AccessParts>? access = null) => new(
        (_, _) => store ?? new InMemoryHubStore(),
        context =>
        {
            var product = access is null ? Composition.Product.Compose(context) : Composition.ComposeProduct(context, access(context));
            var parts = new ProgramParts { Orchestrators = orchestrators, Activities = activities, Replay = replay, Admit = product.Admit, Owned = product.Owned };
            parts.SetUp.AddRange(product.SetUp);
            parts.HttpRoutes.AddRange(product.HttpRoutes);
            parts.Timers.AddRange(product.Timers);
            add?.Invoke(context, parts);
            return parts;
        });

    internal static async Task<RunningProgram> StartAsync(ProgramOptions options, Composition composition, TimeProvider? clock = null) =>
        new(await FunctionsProgram.StartAsync(options, composition, clock ?? TimeProvider.System, TestContext.Current.CancellationToken));

    internal HttpClient Client() => new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(30));
        await Program.DisposeAsync();
        _stop.Dispose();
    }
}
