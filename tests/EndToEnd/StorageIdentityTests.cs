using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using P8e.Azurite;
using P8e.Devvault;
using P8e.EndToEnd.Tests.Support;
using P8e.Ports;

namespace P8e.EndToEnd.Tests;

/// <summary>
/// The program without any key of its storage account (Storage__Credential=Identity): tokens of its identity, over TLS. The emulator looks at a token's form, issuer, audience and times, in tables and
/// blobs alike; roles of an identity only a real account knows.
/// </summary>
public sealed class StorageIdentityTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("p8e-identity-");
    private AzuriteServer _account = null!;
    private string _certificate = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=storage for tests only", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        _certificate = Path.Combine(_folder.FullName, "storage.pem");
        var keyFile = Path.Combine(_folder.FullName, "storage.key");
        await File.WriteAllTextAsync(_certificate, certificate.ExportCertificatePem(), Token);
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem(), Token);
        _account = await AzuriteServer.StartWithTokensAsync(_certificate, keyFile, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _account.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Program_WithItsIdentity_StoresObjectsAndExecutes()
    {
        await using var vault = await DevVault.StartAsync(Path.Combine(_folder.FullName, "vault"), 0, 0, TimeProvider.System, Token);
        await using var program = await RunningProgram.StartAsync(world, "identity", Token, Settings(vault));
        using var http = new HttpClient { BaseAddress = program.Address };

        // Longer than what lies in a row, so that the blobs' client is used too.
        var content = new byte[1_500_000];
        new Random(7).NextBytes(content);
        using var put = await http.PostAsync("/api/v1/objects", new ByteArrayContent(content), Token);
        var stored = await put.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.True(put.IsSuccessStatusCode, $"{stored}\n{program.Output}");
        Assert.Equal(content, await http.GetByteArrayAsync(put.Headers.Location, Token));

        var published = await CommandLine.RunAsync(
            program.Address, Token, "contract", "publish", "--contracts", ChildProgram.PathOf("P8e.PublishedContracts"), "--records", ChildProgram.PathOf("P8e.SampleRecords"), "--json");
        Assert.True(published.ExitCode == 0, published.Errors + program.Output);
        var (_, accepted) = await program.ExecuteAsync("""{"contract":"org.example.published.KeepNote","records":{"note":{"text":"no key"}}}""", "identity", Token);
        var view = await program.EndAsync(Text(accepted, "id"), Token);
        Assert.True(Text(view, "status") == "Completed", view.ToString());
        var record = await program.GetAsync($"/api/v1/scopes/{Text(view.GetProperty("output"), "scope")}/records/note", Token);
        Assert.Equal("no key", Text(record.GetProperty("content"), "text"));
    }

    [Fact]
    public async Task Program_WhoseTokensTheAccountRefuses_SaysSoAndShowsNoToken()
    {
        // Tokens of another day.
        await using var vault = await DevVault.StartAsync(Path.Combine(_folder.FullName, "vault"), 0, 0, new ManualTimeProvider(TimeProvider.System.GetUtcNow().AddDays(3)), Token);
        await using var program = await RunningProgram.StartAsync(world, "refused", Token, [.. Settings(vault), ("Host__Roles", "http")]);
        using var http = new HttpClient { BaseAddress = program.Address };

        using var refused = await http.GetAsync("/api/v1/objects", Token);

        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("storage.denied", Text(problem, "code"));
        Assert.DoesNotContain("eyJ", problem + program.Output, StringComparison.Ordinal);
    }

    private (string Name, string Value)[] Settings(DevVault vault) =>
    [
        ("Storage__ConnectionString", ""),
        ("Storage__Credential", "Identity"),
        ("Storage__BlobEndpoint", _account.BlobEndpoint.AbsoluteUri),
        ("Storage__TableEndpoint", _account.TableEndpoint.AbsoluteUri),
        ("SSL_CERT_FILE", _certificate),
        ("IDENTITY_ENDPOINT", vault.IdentityEndpoint.AbsoluteUri),
        ("IDENTITY_HEADER", vault.Store.State.IdentityHeader),
        LoanRequest.Trusting,
    ];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
