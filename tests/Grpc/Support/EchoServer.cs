using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P8e.Grpc.Client;
using P8e.Grpc.Server;

namespace P8e.Grpc.Tests.Support;

/// <summary>The test service on a real Kestrel, clear text HTTP/2 on a free loopback port.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private EchoServer(WebApplication application, LogLines log) => (_application, Log) = (application, log);

    public LogLines Log { get; }

    public Uri Address => new(_application.Urls.Single());

    public static async Task<EchoServer> StartAsync(
        Action<GrpcService> handle, GrpcServerOptions? options = null, TimeProvider? clock = null, HttpProtocols protocols = HttpProtocols.Http2,
        params GrpcService[] more)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.UseGrpcLimits(options);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols);
        });
        builder.Services.AddRouting();
        var application = builder.Build();
        var service = new GrpcService(Echo.Service);
        handle(service);
        application.MapGrpcService(service, clock ?? TimeProvider.System, options);
        foreach (var another in more)
        {
            application.MapGrpcService(another, clock ?? TimeProvider.System, options);
        }

        application.MapGrpcFallback();
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new EchoServer(application, log);
    }

    public GrpcChannel Connect(TimeProvider? clock = null) => new(new GrpcEndpoint("echo", Address.ToString()), clock ?? TimeProvider.System);

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    /// <summary>What the server logged at level warning or above.</summary>
    internal sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception?.Message}");
            }
        }

        public void Dispose()
        {
        }
    }
}
