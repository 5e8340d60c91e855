using System.Net;
using System.Net.Http.Headers;

namespace P8e.Benchmarks.Store;

/// <summary>One caller with a connection of its own, which does as little as it can with what it sends and gets: the server is what is measured.</summary>
internal sealed class LoadClient(Uri address, ObjectRequests requests) : IDisposable
{
    private const string Service = "/objectstore.ObjectService/";

    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>Puts an object.</summary>
    internal async Task PutAsync(long number) => _ = await CallAsync("Put", requests.Head, requests.TailOf(number));

    /// <summary>Gets an object and lets all of it go by.</summary>
    internal async Task GetAsync(long number)
    {
        var bytes = await CallAsync("Get", default, requests.GetOf(number));
        if (bytes < requests.ContainerBytes)
        {
            throw new InvalidOperationException($"A get gave {bytes} of {requests.ContainerBytes} bytes.");
        }
    }

    public void Dispose() => _invoker.Dispose();

    private async Task<long> CallAsync(string method, ReadOnlyMemory<byte> head, byte[] tail)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, Service + method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new FramedContent(head, tail),
        };
        request.Headers.TryAddWithoutValidation("te", "trailers");
        using var response = await _invoker.SendAsync(request, CancellationToken.None);
        await using var body = await response.Content.ReadAsStreamAsync();
        var bytes = 0L;
        while (await body.ReadAsync(_buffer) is > 0 and var count)
        {
            bytes += count;
        }

        var status = response.TrailingHeaders.TryGetValues("grpc-status", out var values) ? values.Single() : response.Headers.GetValues("grpc-status").Single();
        return status == "0" ? bytes : throw new InvalidOperationException($"{method} ended with status {status}.");
    }

    private sealed class FramedContent : HttpContent
    {
        private const int PieceBytes = 128 * 1024;

        private readonly ReadOnlyMemory<byte> _head;
        private readonly byte[] _tail;

        internal FramedContent(ReadOnlyMemory<byte> head, byte[] tail)
        {
            (_head, _tail) = (head, tail);
            Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var at = 0; at < _head.Length; at += PieceBytes)
            {
                await stream.WriteAsync(_head[at..Math.Min(at + PieceBytes, _head.Length)]);
            }

            await stream.WriteAsync(_tail);
        }
    }
}
