using System.Net;

namespace P8e.Azure.Tests.Support;

/// <summary>Content that does not say how long it is, as a chunked answer does.</summary>
internal sealed class LengthlessContent(HttpContent inner) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => inner.CopyToAsync(stream, context);

    protected override Task<Stream> CreateContentReadStreamAsync() => inner.ReadAsStreamAsync();

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
