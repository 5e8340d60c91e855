using P8e.Access;
using P8e.Access.Callers;
using P8e.Access.Keys;
using P8e.Access.Ports;
using P8e.Azure.Configuration;
using P8e.Durable;
using P8e.Functions.Access;
using P8e.Functions.Hosting;
using P8e.Ports;
using P8e.Ports.Access;

namespace P8e.Functions.Tests.Support;

/// <summary>The program with all routes of the product, asking every call for a key or a token. Keys, audit and hub are in memory; a storage account there is none, so a call that was let in may fail later.</summary>
internal sealed class GuardedProgram : IAsyncDisposable
{
    private readonly InMemoryApiKeys _keys = new();
    private RunningProgram? _program;

    /// <summary>Of access alone.</summary>
    internal ManualTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    internal AccessOptions Access { get; } = new() { CallsPerMinute = 100_000, FailuresPerMinute = 10_000, TokenAuthority = new Uri(TestTenant.Issuer), TokenAudience = TestTenant.Audience };

    internal HostOptions Host { get; } = new() { Roles = HostRoles.Http, HttpAddress = "http://127.0.0.1:0", GrpcAddress = "http://127.0.0.1:0", StopSeconds = 5 };

    internal InMemoryAccessAudit Audit { get; } = new();

    internal TestTenant Tenant { get; } = new();

    internal FunctionsProgram Program => _program!.Program;

    internal IOrchestrationClient Orchestrations { get; private set; } = null!;

    /// <summary>Starts it.</summary>
    /// <param name="audit">In place of <see cref="Audit"/>.</param>
    internal async Task StartAsync(IAccessAudit? audit = null)
    {
        var options = RunningProgram.Options(isCustomHandler: false) with
        {
            Host = Host,
            Access = Access,
            Storage = new StorageOptions { ConnectionString = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a", MaxRetries = 0 },
        };
        _program = await RunningProgram.StartAsync(options, RunningProgram.Compose(
            new OrchestratorRegistry(), new ActivityRegistry(), add: (context, _) => Orchestrations = context.Orchestrations,
            access: context => new AccessParts(Access, () => _keys, () => audit ?? Audit, Tenant, Clock, context.NewId)));
    }

    /// <summary>Makes a key as an operator would.</summary>
    internal async Task<NewApiKey> MakeKeyAsync(string grants, TimeSpan? lifetime = null) => await new ApiKeys(_keys, System.Security.Cryptography.RandomNumberGenerator.Fill, Clock)
        .CreateAsync(Caller.Local, new ApiKeyRequest("test", AccessGrants.Read(grants.Split(' '), "", out _), lifetime), TestContext.Current.CancellationToken);

    /// <summary>A caller with a credential; null for none.</summary>
    internal HttpClient Client(string? credential)
    {
        var client = _program!.Client();
        if (credential is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", credential);
        }

        return client;
    }

    public ValueTask DisposeAsync() => _program?.DisposeAsync() ?? ValueTask.CompletedTask;
}
