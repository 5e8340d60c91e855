using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace P8e.Chain.Tests.Support;

/// <summary>Something before a node that answers every call itself, with HTTP and nothing of gRPC.</summary>
internal sealed class HttpAnswers : IAsyncDisposable
{
    private readonly WebApplication _application;

    private HttpAnswers(int status, string contentType)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        _application = builder.Build();
        _application.Run(context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, contentType);
            return Task.CompletedTask;
        });
    }

    internal string Address => _application.Urls.Single();

    internal static async Task<HttpAnswers> StartAsync(int status, string contentType)
    {
        var answers = new HttpAnswers(status, contentType);
        await answers._application.StartAsync(TestContext.Current.CancellationToken);
        return answers;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();
}
