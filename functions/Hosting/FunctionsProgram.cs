using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P8e.Access;
using P8e.Azure.Configuration;
using P8e.Azure.Vault;
using P8e.Durable;
using P8e.Durable.Wire;
using P8e.Functions.Http;
using P8e.Functions.Invocations;
using P8e.Functions.TaskHub;
using P8e.Functions.Telemetry;

namespace P8e.Functions.Hosting;

/// <summary>The running program, in either shape. The port opens first, the set-up follows, then the work of the standalone shape begins.</summary>
internal sealed partial class FunctionsProgram : IAsyncDisposable
{
    private readonly ProgramOptions _options;
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SetUp _setUp;
    private readonly SidecarConnection? _sidecar;
    private readonly StandaloneWork? _work;
    private readonly ProgramParts _parts;
    private readonly Lazy<StorageClients> _storage;
    private readonly ReadinessCheck _readiness;
    private readonly SignalMeter _gauges;
    private TelemetryExport? _export;

    private FunctionsProgram(ProgramOptions options, Composition composition, TimeProvider clock)
    {
        _options = options;
        _app = ProgramServer.Create(options);
        _storage = new Lazy<StorageClients>(() => new StorageClients(
            options.Storage, clock, options.Storage.Credential == StorageCredentialKind.Identity ? ProgramIdentity.Create(options.Vault.Credential, options.Vault.ClientId) : null));
        var logs = _app.Services.GetRequiredService<ILoggerFactory>();
        var log = logs.CreateLogger<FunctionsProgram>();
        _setUp = new SetUp(clock, error => LogSetUpWaits(log, TroubleText.Of(error)));
        CompositionContext context;
        if (options.IsCustomHandler)
        {
            _sidecar = new SidecarConnection(clock);
            var client = new SidecarClient(_sidecar, options.Hub.PayloadBytesMax);
            _parts = Compose(composition, context = new CompositionContext(options, _storage, client, client, clock, Guid.CreateVersion7, logs));
        }
        else
        {
            var store = composition.OpenHubStore(_storage.Value, options.Hub);
            var client = new TaskHubClient(store, options.Hub.Engine, clock, Guid.CreateVersion7);
            _parts = Compose(composition, context = new CompositionContext(options, _storage, client, null, clock, Guid.CreateVersion7, logs));
            _work = new StandaloneWork(options, _parts, client, store, clock, logs.CreateLogger<StandaloneWork>());
        }

        _readiness = new ReadinessCheck(options, _setUp, context.Signals, () => _storage.IsValueCreated ? _storage.Value.Calls : null, clock);
        _gauges = new SignalMeter(context.Signals, _readiness.Judge, clock);
        MapRoutes(logs);
    }

    /// <summary>Name and address of what is listened to: <c>http</c>, and <c>grpc</c> with that role.</summary>
    internal IReadOnlyDictionary<string, string> Addresses { get; private set; } = new Dictionary<string, string>();

    /// <summary>What the program says of itself when it has started.</summary>
    internal string Line => new ProgramDescription(_options).Line(Addresses);

    /// <summary>The functions that the host may call; used by tests in the standalone shape too.</summary>
    internal FunctionTable Functions => new(_parts, FunctionRoute.Of(_app).Select(found => found.Route));

    internal IEndpointRouteBuilder Routes => _app;

    internal ProgramParts Parts => _parts;

    /// <summary>Opens the ports.</summary>
    internal static async Task<FunctionsProgram> StartAsync(ProgramOptions options, Composition composition, TimeProvider clock, CancellationToken cancellationToken)
    {
        var program = new FunctionsProgram(options, composition, clock);
        try
        {
            await program._app.StartAsync(cancellationToken);
            var bound = program._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            // In the order in which they were asked for.
            program.Addresses = bound.Zip(["http", "grpc"]).ToDictionary(pair => pair.Second, pair => pair.First);
            if (!options.IsCustomHandler && options.Host.PortFile is { } file)
            {
                await PortFile.WriteAsync(file, program.Addresses, cancellationToken);
            }

            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sets up and works until it is told to stop, or until something fails that only a new start can mend, which it throws.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _app.Lifetime.ApplicationStopping);
        try
        {
            await _setUp.RunAsync([StartExportAsync, OpenStorageAsync, .. _parts.SetUp], either.Token);
            await (_work?.RunAsync(either.Token) ?? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token));
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The way out.
        }
        finally
        {
            await StopAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _work?.Dispose();
        _sidecar?.Dispose();
        await _app.DisposeAsync();
        _parts.Owned.ForEach(part => part.Dispose());
        _export?.Dispose();
        _gauges.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Timers are watched, whatever runs them.</summary>
    private static ProgramParts Compose(Composition composition, CompositionContext context)
    {
        var parts = composition.Compose(context);
        for (var index = 0; index < parts.Timers.Count; index++)
        {
            parts.Timers[index] = context.Signals.Watch(parts.Timers[index]);
        }

        return parts;
    }

    /// <summary>The port is open by now, and nothing is done before spans go somewhere. Without an address nothing of the exporter is loaded.</summary>
    private Task StartExportAsync(CancellationToken cancellationToken)
    {
        if (_options.Telemetry.OtlpEndpoint is not null)
        {
            _export = new TelemetryExport(_options.Telemetry, _options.Host.Instance ?? Guid.CreateVersion7().ToString("N"));
        }

        return Task.CompletedTask;
    }

    private Task OpenStorageAsync(CancellationToken cancellationToken)
    {
        _ = _storage.Value;
        return Task.CompletedTask;
    }

    /// <summary>Calls in flight end first: activities are broken off, orchestrators are asked for again (functions-host 3.4).</summary>
    private async Task StopAsync()
    {
        await _stopping.CancelAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(_options.Host.StopSeconds), TimeProvider.System);
        await _app.StopAsync(patience.Token);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the start is tried again: {Trouble}")]
    private static partial void LogSetUpWaits(ILogger log, string trouble);

    private void MapRoutes(ILoggerFactory logs)
    {
        var errors = new ErrorAnswers(logs.CreateLogger<ErrorAnswers>());
        _app.Use(errors.InvokeAsync);
        if (_sidecar is not null)
        {
            var orchestrators = new OrchestratorHandler(_parts.Orchestrators, _parts.Replay);
            var functions = new Lazy<FunctionTable>(() => Functions);
            var router = new InvocationRouter(
                functions, orchestrators, new ActivityHandler(_parts.Activities), _sidecar, _setUp, logs.CreateLogger<InvocationRouter>(), _stopping.Token);
            _app.Use(router.InvokeAsync);
            // Once more, for the requests that the router takes out of calls: their errors are answers inside the reply.
            _app.Use(errors.InvokeAsync);
        }

        if (_options.Access.Mode == AccessMode.Loopback && !_options.IsCustomHandler)
        {
            _app.Use(LocalCallers.CheckAsync);
        }

        _app.Use(async (context, next) =>
        {
            if (!HealthRoutes.IsOpen(context.Request.Path))
            {
                await _setUp.WaitAsync(context.RequestAborted);
            }

            await next(context);
        });
        _app.UseRouting();
        _app.Use(HttpTrace.InvokeAsync);
        var servesGrpc = !_options.IsCustomHandler && _options.Host.Roles.HasFlag(HostRoles.Grpc);
        if (servesGrpc)
        {
            _app.Use(GrpcPort.KeepApartAsync);
        }

        if (_parts.Admit is { } admit)
        {
            _app.Use(admit);
        }

        new HealthRoutes(new ProgramDescription(_options), _readiness.Judge).Map(_app);
        if (_options.IsCustomHandler || _options.Host.Roles.HasFlag(HostRoles.Http))
        {
            _parts.HttpRoutes.ForEach(map => map(_app));
        }

        if (servesGrpc)
        {
            _parts.GrpcServices.ForEach(map => map(_app));
            Grpc.Server.GrpcRouting.MapGrpcFallback(_app);
        }
    }
}
