using System.IO.Pipelines;
using System.Net;

namespace P8e.Chain.Tests.Support;

/// <summary>Answers with headers and the beginning of a reply, and then says nothing more.</summary>
internal sealed class StoppingNode : HttpMessageHandler
{
    private readonly Pipe _reply = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await _reply.Writer.WriteAsync("{\"result\":"u8.ToArray(), cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(_reply.Reader.AsStream()) };
    }
}
