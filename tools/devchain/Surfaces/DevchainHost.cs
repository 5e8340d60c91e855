using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P8e.Devchain.Blocks;
using P8e.Devchain.Queries;
using P8e.Devchain.Surfaces.Grpc;
using P8e.Devchain.Surfaces.Rest;
using P8e.Devchain.Surfaces.Rpc;
using P8e.Grpc.Server;

namespace P8e.Devchain.Surfaces;

/// <summary>The three network surfaces of one chain, on the loopback address only: nothing here asks who is calling.</summary>
internal sealed class DevchainHost : IAsyncDisposable
{
    private const int MaximumConnections = 200;
    private readonly WebApplication[] _programs;

    private DevchainHost(WebApplication[] programs, HostAddresses addresses) => (_programs, Addresses) = (programs, addresses);

    internal HostAddresses Addresses { get; }

    /// <summary>Starts listening. Throws <see cref="IOException"/> when a port is taken.</summary>
    internal static async Task<DevchainHost> StartAsync(
        ChainNode node, BlockProducer producer, SettableClock clock, HostPorts ports, CancellationToken cancellationToken)
    {
        var table = new QueryTable();
        var rest = new RestSurface(node, table);
        var rpc = new RpcSurface(node, table, clock);
        var development = new DevelopmentRoutes(producer, clock);
        WebApplication[] programs =
        [
            Build(ports.Grpc, HttpProtocols.Http2, program => new GrpcSurface(node, table, clock).Map(program)),
            Build(ports.Rest, HttpProtocols.Http1, program => program.Run(rest.RunAsync)),
            Build(ports.Rpc, HttpProtocols.Http1, program => program.Run(async http =>
            {
                if (!await development.TryRunAsync(http).ConfigureAwait(false))
                {
                    await rpc.RunAsync(http).ConfigureAwait(false);
                }
            })),
        ];
        try
        {
            foreach (var program in programs)
            {
                await program.StartAsync(cancellationToken).ConfigureAwait(false);
            }

            return new DevchainHost(programs, new HostAddresses(AddressOf(programs[0]), AddressOf(programs[1]), AddressOf(programs[2])));
        }
        catch
        {
            await EndAsync(programs).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(_programs).ConfigureAwait(false);

    private static WebApplication Build(int port, HttpProtocols protocols, Action<WebApplication> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.UseGrpcLimits();
            kestrel.Limits.MaxConcurrentConnections = MaximumConnections;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = protocols);
        });
        var program = builder.Build();
        configure(program);
        return program;
    }

    private static Uri AddressOf(WebApplication program) =>
        new(program.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private static async Task EndAsync(WebApplication[] programs)
    {
        foreach (var program in programs)
        {
            await program.DisposeAsync().ConfigureAwait(false);
        }
    }
}
