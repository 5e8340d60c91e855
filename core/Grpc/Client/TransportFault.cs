using P8e.Protocol.Errors;

namespace P8e.Grpc.Client;

/// <summary>Which status a failure of HTTP/2 or of the connection is (gRPC over HTTP/2, section Errors).</summary>
internal static class TransportFault
{
    /// <summary>Null when the exception is no failure of the transport.</summary>
    public static GrpcStatusException? Find(Exception exception)
    {
        // The cause lies at any depth: the framework wraps what ended the connection once for the stream and once for the request.
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case HttpProtocolException reset:
                    return new GrpcStatusException(OfReset(reset.ErrorCode), $"the peer ended the stream with HTTP/2 error {reset.ErrorCode}", GrpcFault.Transport, exception);
                case HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }:
                case HttpIOException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }:
                    return new GrpcStatusException(GrpcStatusCode.ResourceExhausted, "the headers of the answer are larger than the limit", GrpcFault.Limit, exception);
            }
        }

        // The framework cancels a request's body of its own accord when the connection ends; whoever asks here knows that the caller did not.
        return exception is HttpRequestException or IOException or OperationCanceledException
            ? new GrpcStatusException(GrpcStatusCode.Unavailable, "the peer cannot be reached or went away", GrpcFault.Transport, exception)
            : null;
    }

    /// <summary>What the endpoint's own way of connecting threw, which the framework wraps; null when it was not that.</summary>
    public static P8eException? FindRefusal(Exception exception)
    {
        var cause = exception;
        while (cause is HttpRequestException { InnerException: { } inner })
        {
            cause = inner;
        }

        return cause as P8eException;
    }

    private static GrpcStatusCode OfReset(long errorCode) => errorCode switch
    {
        0x7 => GrpcStatusCode.Unavailable, // REFUSED_STREAM: nothing was done
        0x8 => GrpcStatusCode.Cancelled, // CANCEL: also the recorded server's crashed handler (object-store 2.4)
        0xB => GrpcStatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
        0xC => GrpcStatusCode.PermissionDenied, // INADEQUATE_SECURITY
        _ => GrpcStatusCode.Internal,
    };
}
