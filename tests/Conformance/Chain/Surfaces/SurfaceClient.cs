using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using P8e.Devchain.Surfaces;

namespace P8e.Conformance.Chain.Surfaces;

/// <summary>Sends recorded requests over real connections: gRPC as raw frames, so that unknown methods can be called too, and HTTP as recorded.</summary>
internal sealed class SurfaceClient(HostAddresses addresses) : IDisposable
{
    private const int PrefixBytes = 5;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    internal async Task<GrpcReply> CallAsync(string method, byte[] message, string? metadata, CancellationToken cancellationToken)
    {
        var frame = new byte[PrefixBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, PrefixBytes);
        using var content = new ByteArrayContent(frame);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(addresses.Grpc, method))
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = content,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        AddHeader(request, metadata);
        using var response = await _http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        string? Find(string name) => (response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values)) ? values.First() : null;
        return new GrpcReply(
            int.Parse(Find("grpc-status") ?? "-1", CultureInfo.InvariantCulture),
            Uri.UnescapeDataString(Find("grpc-message") ?? string.Empty),
            body.Length > PrefixBytes ? body[PrefixBytes..] : [],
            Find("x-cosmos-block-height"));
    }

    internal Task<(int Status, string Body)> RestAsync(string verb, string path, string? body, string? header, CancellationToken cancellationToken) =>
        SendAsync(addresses.Rest, verb, path, body, header, cancellationToken);

    internal Task<(int Status, string Body)> RpcAsync(string verb, string path, string? body, CancellationToken cancellationToken) =>
        SendAsync(addresses.Rpc, verb, path, body, null, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<(int Status, string Body)> SendAsync(
        Uri root, string verb, string path, string? body, string? header, CancellationToken cancellationToken)
    {
        // The path goes out as recorded, with whatever escapes it has.
        using var request = new HttpRequestMessage(
            new HttpMethod(verb), new Uri(HostAddresses.Text(root) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        using var content = new StringContent(body ?? string.Empty);
        request.Content = verb == "POST" ? content : null;
        AddHeader(request, header);
        using var response = await _http.SendAsync(request, cancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static void AddHeader(HttpRequestMessage request, string? header)
    {
        if (header?.Split(": ", 2) is [var name, var value])
        {
            request.Headers.Add(name, value);
        }
    }
}
