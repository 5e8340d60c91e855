using P8e.Protocol.Errors;

namespace P8e.Grpc;

/// <summary>Statuses and the three error families, in both directions (design 11).</summary>
internal static class StatusFamilies
{
    public static P8eException ToException(GrpcStatusException status, string doing, TimeSpan? retryAfter = null)
    {
        var (code, text) = status.Status;
        var message = text.Length == 0 ? $"{doing}: {code}." : $"{doing}: {code}: {text}";
        return status.Fault switch
        {
            GrpcFault.Malformed => new P8eInputException(ErrorCodes.GrpcMalformed, message, status),
            // Repeating the call would meet the same limit: not transient, although the code is RESOURCE_EXHAUSTED.
            GrpcFault.Limit => new P8eInputException(ErrorCodes.LimitExceeded, message, status),
            _ => OfCode(code, message, retryAfter, status),
        };
    }

    /// <summary>What a server answers to an error of a family that its handler threw.</summary>
    public static GrpcStatus ToStatus(P8eException error) => new(
        error switch
        {
            P8eInputException => GrpcStatusCode.InvalidArgument,
            P8eStateException { Kind: StateErrorKind.NotFound } => GrpcStatusCode.NotFound,
            P8eStateException { Kind: StateErrorKind.NotPermitted } => GrpcStatusCode.PermissionDenied,
            P8eStateException => GrpcStatusCode.Aborted,
            P8eTransientException => GrpcStatusCode.Unavailable,
            _ => GrpcStatusCode.Unknown,
        },
        error.Message);

    private static P8eException OfCode(GrpcStatusCode code, string message, TimeSpan? retryAfter, GrpcStatusException status) => code switch
    {
        GrpcStatusCode.InvalidArgument or GrpcStatusCode.OutOfRange => new P8eInputException(ErrorCodes.GrpcRefused, message, status),
        GrpcStatusCode.NotFound => Refused(StateErrorKind.NotFound, message, status),
        GrpcStatusCode.PermissionDenied or GrpcStatusCode.Unauthenticated => Refused(StateErrorKind.NotPermitted, message, status),
        GrpcStatusCode.DeadlineExceeded => new P8eTransientException(ErrorCodes.GrpcDeadlineExceeded, message, retryAfter, status),
        GrpcStatusCode.Unavailable or GrpcStatusCode.ResourceExhausted or GrpcStatusCode.Cancelled
            => new P8eTransientException(ErrorCodes.GrpcUnavailable, message, retryAfter, status),
        // UNKNOWN, INTERNAL, DATA_LOSS and UNIMPLEMENTED too: the chain answers lasting refusals so (provenance-chain 4.8), and repeating them is no cure.
        _ => Refused(StateErrorKind.Conflict, message, status),
    };

    private static P8eStateException Refused(StateErrorKind kind, string message, GrpcStatusException status) =>
        new(kind, ErrorCodes.GrpcRefused, message, status);
}
