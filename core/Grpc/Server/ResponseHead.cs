using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using P8e.Grpc.Wire;

namespace P8e.Grpc.Server;

/// <summary>Headers and trailers of an answer.</summary>
internal static class ResponseHead
{
    /// <summary>Headers of an answer that begins with a message.</summary>
    public static void Begin(HttpResponse response, GrpcMetadata metadata)
    {
        response.ContentType = GrpcNames.ContentType;
        Append(response.Headers, metadata);
    }

    /// <summary>Ends an answer with trailers; one that failed before its first message is a single header block, as recorded (object-store 2.4).</summary>
    public static async Task EndAsync(HttpResponse response, bool hasWritten, GrpcServerCall? call, GrpcStatus status, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        if (!hasWritten)
        {
            // Only a stream without messages has headers of its own to send when it ends well.
            Begin(response, status.Code == GrpcStatusCode.Ok && call is not null ? call.ResponseHeaders : []);
        }

        if (!hasWritten && status.Code != GrpcStatusCode.Ok)
        {
            AppendStatus(response.Headers, call, status, retryAfter);
            return;
        }

        if (!hasWritten)
        {
            await response.StartAsync(cancellationToken).ConfigureAwait(false);
        }

        AppendStatus(response.HttpContext.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers, call, status, retryAfter);
    }

    private static void AppendStatus(IHeaderDictionary headers, GrpcServerCall? call, GrpcStatus status, TimeSpan? retryAfter)
    {
        headers.Append(GrpcNames.Status, ((int)status.Code).ToString(CultureInfo.InvariantCulture));
        if (status.Message.Length > 0)
        {
            headers.Append(GrpcNames.Message, PercentText.Encode(status.Message));
        }

        if (retryAfter is { } wait)
        {
            headers.Append(GrpcNames.RetryPushback, ((long)wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        }

        Append(headers, call?.ResponseTrailers ?? []);
    }

    private static void Append(IHeaderDictionary headers, GrpcMetadata metadata)
    {
        foreach (var (name, value) in metadata)
        {
            headers.Append(name, value);
        }
    }
}
