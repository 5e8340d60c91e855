using System.Net;

namespace P8e.Conformance.Events;

/// <summary>Answers every request with the same bytes.</summary>
internal sealed class FixedReply(byte[] body) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body) });
}
