using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace P8e.Chain.Tests.Support;

/// <summary>Answers as <c>comet-rpc.json</c> recorded, when asked as recorded; a test can replace status and body.</summary>
internal sealed class RecordedNode : HttpMessageHandler
{
    private readonly JsonElement[] _calls;

    internal RecordedNode()
    {
        using var document = ChainVectors.Read("comet-rpc.json");
        _calls = [.. document.RootElement.GetProperty("calls").EnumerateArray().Select(call => call.Clone())];
    }

    internal (HttpStatusCode Status, byte[] Body)? Replacement { get; set; }

    internal JsonElement Reply(string id) => _calls.Single(call => call.GetProperty("id").GetString() == id).GetProperty("reply");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Replacement is { } replacement)
        {
            return Response(replacement.Status, replacement.Body);
        }

        var asked = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        var recorded = _calls.First(call => call.TryGetProperty("requestBody", out var body) && JsonNode.DeepEquals(JsonNode.Parse(body.GetRawText()), asked));
        return Response((HttpStatusCode)recorded.GetProperty("status").GetInt32(), Encoding.UTF8.GetBytes(recorded.GetProperty("reply").GetRawText()));
    }

    private static HttpResponseMessage Response(HttpStatusCode status, byte[] body) => new(status) { Content = new ByteArrayContent(body) };
}
