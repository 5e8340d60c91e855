using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using P8e.Grpc.Server;
using P8e.ObjectStore.Service;

namespace P8e.StoreServer;

/// <summary>
/// Serves on a free loopback port until its input ends: it prints <c>listening PORT</c>, then answers each line <c>usage</c> with one line of figures
/// (<see cref="ProcessUsage"/>), and <c>collect</c> with the same after all free memory went back to the system.
/// </summary>
internal static class StoreServerProgram
{
    private const string Constant = "constant";

    /// <summary>Runs it.</summary>
    /// <param name="arguments"><c>memory</c>, <c>counted</c>, <c>lengths</c>, <c>files FOLDER</c>, <c>azurite CONNECTION</c>, or <c>constant BYTES</c> for handlers that read and answer and do nothing.</param>
    internal static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            await Console.Error.WriteLineAsync("Give an adapter: memory, counted, lengths, files FOLDER, azurite CONNECTION, or constant BYTES.");
            return 2;
        }

        await using var application = Build(arguments);
        await application.StartAsync();
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"listening {new Uri(address).Port}"));
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == "collect")
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                await ProcessUsage.ResetPeakAsync();
            }

            await Console.Out.WriteLineAsync(ProcessUsage.Now().ToString());
        }

        return 0;
    }

    private static WebApplication Build(string[] arguments)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.UseGrpcLimits();
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRoutingCore();
        var application = builder.Build();
        var services = arguments[0] == Constant
            ? [ConstantStore.Create(long.Parse(arguments[1], CultureInfo.InvariantCulture))]
            : ObjectStoreServices.Create(() => StoreBackends.Open(arguments), StoreBackends.Options, StoreBackends.MailOptions);
        application.UseRouting();
        foreach (var service in services)
        {
            application.MapGrpcService(service, TimeProvider.System, ObjectStoreServices.ServerOptions);
        }

        return application;
    }
}
