namespace P8e.Grpc.Client;

/// <summary>Which status a failure of HTTP/2 or of the connection is (gRPC over HTTP/2, section Errors).</summary>
internal static class TransportFault
{
    /// <summary>Null when the exception is no failure of the transport.</summary>
    public static GrpcStatusException? Find(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is HttpProtocolException reset)
            {
                return new GrpcStatusException(OfReset(reset.ErrorCode), $"the peer ended the stream with HTTP/2 error {reset.ErrorCode}", GrpcFault.Transport, exception);
            }
        }

        return exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } or HttpIOException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                new GrpcStatusException(GrpcStatusCode.ResourceExhausted, "the headers of the answer are larger than the limit", GrpcFault.Limit, exception),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } =>
                new GrpcStatusException(GrpcStatusCode.Internal, "the answer is not HTTP/2", GrpcFault.Malformed, exception),
            HttpRequestException or IOException =>
                new GrpcStatusException(GrpcStatusCode.Unavailable, "the peer cannot be reached or went away", GrpcFault.Transport, exception),
            _ => null,
        };
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
