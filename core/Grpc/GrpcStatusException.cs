namespace P8e.Grpc;

/// <summary>
/// A status on its way through the room. Never crosses the border by itself: <see cref="StatusFamilies"/> puts it inside one of the three families.
/// </summary>
internal sealed class GrpcStatusException(GrpcStatus status, GrpcFault fault = GrpcFault.Peer, Exception? innerException = null)
    : Exception($"{status.Code}: {status.Message}", innerException)
{
    public GrpcStatusException(GrpcStatusCode code, string message, GrpcFault fault, Exception? innerException = null)
        : this(new GrpcStatus(code, message), fault, innerException)
    {
    }

    public GrpcStatus Status { get; } = status;

    public GrpcFault Fault { get; } = fault;
}
