namespace P8e.Grpc.Client;

/// <summary>Metadata a peer sent, for callers that want it; one per call.</summary>
public sealed class GrpcReceived
{
    /// <summary>Sent before the first message; empty until it is there, and when the answer is an error at once.</summary>
    public GrpcMetadata Headers { get; internal set; } = [];

    /// <summary>Sent with the status; empty until the call has ended.</summary>
    public GrpcMetadata Trailers { get; internal set; } = [];
}
