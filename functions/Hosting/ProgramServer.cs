using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using P8e.Functions.Telemetry;
using P8e.Grpc.Server;

namespace P8e.Functions.Hosting;

/// <summary>The web server with nothing in it that the program does not use: what is left out is what starts fast.</summary>
internal static class ProgramServer
{
    internal static WebApplication Create(ProgramOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options));
        if ((options.Host.GrpcCertificateFile ?? options.Host.HttpCertificateFile) is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.Host.StopSeconds));
        // One line is one record of the host's log; warnings and errors go to standard error (functions-host 1.8).
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        if (options.Host.LogFormat == LogFormat.Json)
        {
            builder.Logging.AddConsole(console => console.FormatterName = JsonLineFormatter.FormatterName).AddConsoleFormatter<JsonLineFormatter, ConsoleFormatterOptions>();
        }
        else
        {
            builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.ColorBehavior) = (true, LoggerColorBehavior.Disabled));
        }

        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Warning);
        return builder.Build();
    }

    private static void Listen(KestrelServerOptions kestrel, ProgramOptions options)
    {
        kestrel.AddServerHeader = false;
        if (options.HandlerPort is { } port)
        {
            // The host calls IPv4 loopback over HTTP/1.1 (functions-host 1.5).
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
            return;
        }

        Listen(kestrel, options.Host.HttpAddress, HttpProtocols.Http1, options.Host.HttpCertificateFile, $"{HostOptions.Section}__{nameof(HostOptions.HttpCertificateFile)}");
        if (options.Host.Roles.HasFlag(HostRoles.Grpc))
        {
            kestrel.UseGrpcLimits();
            Listen(kestrel, options.Host.GrpcAddress, HttpProtocols.Http2, options.Host.GrpcCertificateFile, $"{HostOptions.Section}__{nameof(HostOptions.GrpcCertificateFile)}");
        }
    }

    private static void Listen(KestrelServerOptions kestrel, string address, HttpProtocols protocols, string? certificate, string setting)
    {
        var (endPoint, isTls) = ListenAddress.Parse(address, "", "");
        kestrel.Listen(endPoint, listen =>
        {
            listen.Protocols = protocols;
            if (isTls)
            {
                ListenCertificate.Use(listen, certificate!, setting);
            }
        });
    }

    /// <summary>The program itself listens to signals, because the exit code depends on them.</summary>
    private sealed class OwnLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
