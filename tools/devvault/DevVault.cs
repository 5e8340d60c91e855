using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P8e.Devvault.Identity;
using P8e.Devvault.Store;
using P8e.Devvault.Surfaces;

namespace P8e.Devvault;

/// <summary>A running stand-in, on loopback only.</summary>
internal sealed class DevVault : IAsyncDisposable
{
    /// <summary>Names below localhost are this machine (RFC 6761); the domain above is what tokens are for.</summary>
    private const string HostName = "dev.vault.localhost";

    private readonly List<WebApplication> _programs = [];
    private readonly X509Certificate2 _certificate;

    private DevVault(VaultStore store, string authorityFile, X509Certificate2 certificate, TimeProvider clock)
    {
        (Store, AuthorityFile, _certificate) = (store, authorityFile, certificate);
        Tokens = new TokenIssuer(store.State, clock);
    }

    internal VaultStore Store { get; }

    internal TokenIssuer Tokens { get; }

    internal VaultFaults Faults { get; } = new();

    internal string AuthorityFile { get; }

    /// <summary>Of the vault, https.</summary>
    internal Uri Address { get; private set; } = null!;

    /// <summary>What goes into IDENTITY_ENDPOINT.</summary>
    internal Uri IdentityEndpoint { get; private set; } = null!;

    /// <summary>Starts listening. Throws <see cref="IOException"/> when a port is taken.</summary>
    internal static async Task<DevVault> StartAsync(string folder, int port, int identityPort, TimeProvider clock, CancellationToken cancellationToken)
    {
        var store = await VaultStore.OpenAsync(folder, clock, cancellationToken);
        var (authority, certificate) = await DevelopmentAuthority.IssueAsync(folder, HostName, clock, cancellationToken);
        var vault = new DevVault(store, authority, certificate, clock);
        try
        {
            var surface = new VaultSurface(store, vault.Tokens, vault.Faults, () => vault.Address);
            var identity = new IdentitySurface(store.State, vault.Tokens, clock);
            vault.Address = new Uri($"https://{HostName}:{await vault.ListenAsync(port, certificate, surface.RunAsync, cancellationToken)}");
            vault.IdentityEndpoint = new Uri($"http://127.0.0.1:{await vault.ListenAsync(identityPort, null, identity.RunAsync, cancellationToken)}{IdentitySurface.Path}");
            return vault;
        }
        catch
        {
            await vault.DisposeAsync();
            throw;
        }
    }

    /// <summary>The content of a port file; it holds what gets tokens.</summary>
    internal string ToJson() => new JsonObject
    {
        ["vault"] = Address.GetLeftPart(UriPartial.Authority),
        ["identity"] = IdentityEndpoint.AbsoluteUri,
        ["identityHeader"] = Store.State.IdentityHeader,
        ["authority"] = AuthorityFile,
        ["clientId"] = Store.State.Client.ToString(),
    }.ToJsonString();

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs)
        {
            await program.DisposeAsync();
        }

        _certificate.Dispose();
        Store.Dispose();
    }

    private async Task<int> ListenAsync(int port, X509Certificate2? certificate, RequestDelegate run, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var program = builder.Build();
        program.Run(run);
        _programs.Add(program);
        await program.StartAsync(cancellationToken);
        return new Uri(program.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }
}
