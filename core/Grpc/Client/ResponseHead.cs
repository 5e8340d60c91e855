using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using P8e.Grpc.Wire;

namespace P8e.Grpc.Client;

/// <summary>What the headers and trailers of an answer say about the call (gRPC over HTTP/2, and its mapping of HTTP statuses).</summary>
internal static class ResponseHead
{
    /// <summary>The status that ends the call already with its headers, or null when messages may follow.</summary>
    public static GrpcStatusException? Judge(HttpResponseMessage response)
    {
        if (Status(response.Headers) is { } trailersOnly)
        {
            return new GrpcStatusException(trailersOnly);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new GrpcStatusException(OfHttp(response.StatusCode), $"the peer answered with HTTP status {(int)response.StatusCode} and no gRPC status", GrpcFault.Transport);
        }

        if (!GrpcNames.IsGrpc(First(response.Content.Headers, "content-type")))
        {
            return new GrpcStatusException(GrpcStatusCode.Unknown, "the peer's answer is not of the content type application/grpc", GrpcFault.Malformed);
        }

        return GrpcNames.IsIdentity(First(response.Headers, GrpcNames.Encoding))
            ? null
            : new GrpcStatusException(GrpcStatusCode.Internal, "the peer compresses its answer, which it was not asked to do", GrpcFault.Malformed);
    }

    /// <summary>The status in a header block, or null when there is none.</summary>
    public static GrpcStatus? Status(HttpHeaders headers)
    {
        if (First(headers, GrpcNames.Status) is not { } text)
        {
            return null;
        }

        // Anything that is no known number is UNKNOWN, and keeps its text.
        var code = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 16
            ? (GrpcStatusCode)number
            : GrpcStatusCode.Unknown;
        return new GrpcStatus(code, PercentText.Decode(First(headers, GrpcNames.Message) ?? ""));
    }

    /// <summary>How long the peer asks to wait, or null.</summary>
    public static TimeSpan? RetryAfter(HttpHeaders headers) =>
        int.TryParse(First(headers, GrpcNames.RetryPushback), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    public static GrpcMetadata Metadata(HttpHeaders headers)
    {
        var metadata = new GrpcMetadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            foreach (var value in values)
            {
                metadata.AddReceived(name, value);
            }
        }

        return metadata;
    }

    private static string? First(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static GrpcStatusCode OfHttp(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => GrpcStatusCode.Internal,
        HttpStatusCode.Unauthorized => GrpcStatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => GrpcStatusCode.PermissionDenied,
        HttpStatusCode.NotFound => GrpcStatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            => GrpcStatusCode.Unavailable,
        _ => GrpcStatusCode.Unknown,
    };
}
