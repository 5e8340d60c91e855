using System.Net;
using P8e.Grpc.Wire;
using P8e.Protocol.Errors;

namespace P8e.Grpc.Client;

/// <summary>Headers of a request.</summary>
internal static class RequestHead
{
    private static readonly string UserAgent = $"grpc-dotnet-p8e/{typeof(RequestHead).Assembly.GetName().Version?.ToString(3)}";

    public static HttpRequestMessage Make(GrpcEndpoint endpoint, string path, GrpcCallOptions options, HttpContent content)
    {
        var size = endpoint.Headers.HeaderListBytes + options.Headers.HeaderListBytes;
        if (size > endpoint.MaxMetadataBytes)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded,
                $"Calling {path} at {endpoint.Name}: the metadata take {size} bytes of headers, the limit is {endpoint.MaxMetadataBytes}; send less.");
        }

        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint.Address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation("user-agent", UserAgent);
        headers.TryAddWithoutValidation(GrpcNames.AcceptEncoding, GrpcNames.Identity);
        if (options.Timeout is { } timeout)
        {
            headers.TryAddWithoutValidation(GrpcNames.Timeout, TimeoutText.Format(timeout));
        }

        foreach (var (name, value) in endpoint.Headers.Concat(options.Headers))
        {
            headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
