using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using P8e.Access.Keys;
using P8e.Azurite;
using P8e.Cryptography.Keys;
using P8e.Execution.Sandbox;
using P8e.Execution.Wire.Messages;
using P8e.ImitatedHost;
using P8e.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Package.Tests;

/// <summary>The package starts and works where nothing is installed and nothing is on the path: standalone, as a custom handler, and its sandbox.</summary>
[Collection(PackageGroup.Name)]
public sealed class PackagedStartTests(PublishedPackage package) : IAsyncLifetime
{
    /// <summary>Parts that only some settings need: who does without them does not pay for them in time and memory.</summary>
    private static readonly string[] OnDemand = ["Azure.Identity", "Azure.Security.KeyVault", "Microsoft.Identity.Client", "Microsoft.IdentityModel", "OpenTelemetry"];

    /// <summary>The first key of a deployment, which the settings know by its hash.</summary>
    private readonly string _key = ApiKeyText.Create(RandomNumberGenerator.Fill);

    private DirectoryInfo _folder = null!;
    private AzuriteServer _azurite = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string KeyFilePath => Path.Combine(_folder.FullName, "alice.key");

    public async ValueTask InitializeAsync()
    {
        _folder = Directory.CreateTempSubdirectory("p8e-package-state-");
        _azurite = await AzuriteServer.StartAsync(null, Token);
        using var key = PrivateKey.Import(Party.Named("alice").Secret.Span);
        KeyFile.Create(KeyFilePath, key);
    }

    [Fact]
    public async Task Standalone_WithAnEmptyPath_PutsAndGetsAnObject()
    {
        using var program = await PackagedProgram.StartAsync(
            Path.Combine(package.App, "P8e.Functions"),
            port => Settings(("Host__HttpAddress", $"http://127.0.0.1:{port}"), ("Host__Roles", "http,hub,timers"), ("Host__Instance", "package")),
            Token);
        program.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        var content = "what is sealed"u8.ToArray();

        Assert.Contains("\"shape\":\"standalone\"", await program.Http.GetStringAsync("/health", Token), StringComparison.Ordinal);
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var put = await program.Http.PostAsync("/api/v1/objects", body, Token);
        var answer = await put.Content.ReadAsStringAsync(Token);
        Assert.True(put.IsSuccessStatusCode, answer);
        var hash = JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("hash").GetString()!.Replace('+', '-').Replace('/', '_').TrimEnd('=');
        Assert.Equal(content, await program.Http.GetByteArrayAsync($"/api/v1/objects/{hash}", Token));

        // The curve library that was used is the package's, not one of this machine; so is the runtime.
        var mapped = program.MappedFiles.ToArray();
        Assert.Contains(mapped, file => ("/" + file).StartsWith(Path.Combine(package.App, "libsecp256k1.so."), StringComparison.Ordinal));
        Assert.Contains(mapped, file => ("/" + file).StartsWith(Path.Combine(package.App, "runtime", "shared"), StringComparison.Ordinal) && file.EndsWith("libcoreclr.so", StringComparison.Ordinal));
        Assert.DoesNotContain(mapped, file => OnDemand.Any(part => Path.GetFileName(file).StartsWith(part, StringComparison.Ordinal)));
        Assert.DoesNotContain(mapped, file => file.EndsWith("libcoreclr.so", StringComparison.Ordinal) && !("/" + file).StartsWith(package.App, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CustomHandler_AsHostJsonSays_AnswersTheHost()
    {
        var host = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllBytesAsync(Path.Combine(package.App, "host.json"), Token));
        var executable = host.GetProperty("customHandler").GetProperty("description").GetProperty("defaultExecutablePath").GetString()!;
        using var program = await PackagedProgram.StartAsync(Path.Combine(package.App, executable), port => Settings(("FUNCTIONS_CUSTOMHANDLER_PORT", $"{port}")), Token);
        await using var functions = await ImitatedFunctionsHost.StartAsync(
            program.Address, new ManualTimeProvider(), name => name.Replace('.', '_'), escapes: false, rewinds: true, checksDeterminism: false, Token);

        functions.Calls.Authorization = $"Bearer {_key}";
        Assert.Contains("\"shape\":\"custom-handler\"", await program.Http.GetStringAsync("/health", Token), StringComparison.Ordinal);
        await functions.TickAsync("RecoverInstances", Token);
        var (status, _, body) = await functions.Calls.CallHttpAsync("GetWorkflow", "GET", new Uri("http://localhost:7071/api/v1/workflows/0123456789abcdef"), null, functions.Client, Token);
        Assert.Equal((int)HttpStatusCode.NotFound, status);
        Assert.Contains("code", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sandbox_OfThePackage_ReadsAContract()
    {
        using var pool = new SandboxPool(new SandboxOptions { ExecutablePath = Path.Combine(package.App, "sandbox", "P8e.Execution.Sandbox") }, TimeProvider.System);
        var contracts = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "P8e.PublishedContracts.dll"), Token);
        var records = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "P8e.SampleRecords.dll"), Token);

        var description = await pool.DescribeAsync(
            new SandboxKey(AffiliateName.Parse("alice"), ObjectHash.FromBytes(SHA256.HashData(contracts)), ObjectHash.FromBytes(SHA256.HashData(records))),
            _ => Task.FromResult(new LoadRequest(contracts, records)),
            Token);

        Assert.Contains(description.Contracts, contract => contract.ClassName == "org.example.published.KeepNote");
    }

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private Dictionary<string, string> Settings(params (string Name, string Value)[] further)
    {
        var settings = new Dictionary<string, string> { ["Storage__ConnectionString"] = _azurite.ConnectionString, ["Affiliate__SigningKeyFile"] = KeyFilePath, ["Access__BootstrapKeyHash"] = ApiKeyText.Hash(_key) };
        foreach (var (name, value) in further)
        {
            settings[name] = value;
        }

        return settings;
    }
}
