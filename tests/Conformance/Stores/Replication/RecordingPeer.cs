using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using P8e.Grpc;
using P8e.Grpc.Server;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores.Replication;

/// <summary>Plays the store to which objects are sent, and keeps what arrives.</summary>
internal sealed class RecordingPeer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<ReceivedPut> _received = [];
    private readonly ConcurrentQueue<string> _handshakes = [];
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RecordingPeer(WebApplication application) => _application = application;

    /// <summary>Every upload that was sent completely, refused ones too.</summary>
    internal IReadOnlyList<ReceivedPut> Received => [.. _received];

    /// <summary>Version and protocol of each TLS connection over which something was asked.</summary>
    internal IReadOnlyList<string> Handshakes => [.. _handshakes];

    /// <summary>Numbers of the containers that are refused.</summary>
    internal IReadOnlySet<string> Refused { get; set; } = new HashSet<string>();

    /// <summary>Whether it takes calls and never answers.</summary>
    internal bool Hangs { get; set; }

    internal int Port => new Uri(_application.Urls.Single()).Port;

    internal static async Task<RecordingPeer> StartAsync(CancellationToken cancellationToken, int port = 0, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        (certificate is null ? builder.WebHost.UseKestrelCore() : builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()).ConfigureKestrel(kestrel =>
        {
            kestrel.UseGrpcLimits();
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        builder.Services.AddRouting();
        var application = builder.Build();
        var peer = new RecordingPeer(application);
        var headers = new AsyncLocal<List<KeyValuePair<string, string>>>();
        application.Use((context, next) =>
        {
            if (context.Features.Get<ITlsHandshakeFeature>() is { } tls)
            {
                peer._handshakes.Enqueue($"{tls.Protocol} {(context.Request.Protocol == "HTTP/2" ? "h2" : context.Request.Protocol)}");
            }

            var request = context.Request;
            headers.Value = [new(":method", request.Method), new(":scheme", request.Scheme), new(":authority", request.Host.Value ?? ""), new(":path", request.Path)];
            headers.Value.AddRange(request.Headers.Where(header => header.Key != "Host" && !header.Key.StartsWith(':')).Select(header => new KeyValuePair<string, string>(header.Key.ToLowerInvariant(), header.Value.ToString())));
            return next(context);
        });
        application.UseRouting();
        var service = new GrpcService(ObjectReflection.Descriptor.Services[0]).ClientStreaming<ChunkBidi, ObjectResponse>(
            "Put", async (messages, call, token) => await peer.PutAsync(await messages.ToListAsync(token), headers.Value!, call, token));
        application.MapGrpcService(service, TimeProvider.System);
        application.MapGrpcFallback();
        await application.StartAsync(cancellationToken);
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        await _application.DisposeAsync();
    }

    private async Task<ObjectResponse> PutAsync(List<ChunkBidi> messages, List<KeyValuePair<string, string>> headers, GrpcServerCall call, CancellationToken cancellationToken)
    {
        var put = new ReceivedPut(headers, messages);
        _received.Enqueue(put);
        if (Hangs)
        {
            await _release.Task.WaitAsync(cancellationToken);
        }

        return Refused.Contains(put.Number) ? throw call.Refusal(GrpcStatusCode.InvalidArgument, "no") : new ObjectResponse();
    }
}
