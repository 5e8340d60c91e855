using P8e.Protocol.Errors;

namespace P8e.Grpc;

/// <summary>How a call ended: the code and the text exactly as they were on the wire, percent encoding undone.</summary>
/// <param name="Code">The code; numbers outside 0–16 are read as <see cref="GrpcStatusCode.Unknown"/>.</param>
/// <param name="Message">The text; empty when there was none.</param>
public readonly record struct GrpcStatus(GrpcStatusCode Code, string Message)
{
    /// <summary>Success, without a text.</summary>
    public static GrpcStatus Ok { get; } = new(GrpcStatusCode.Ok, "");

    /// <summary>
    /// The status behind an error of this room, for callers that compare code and text (the chain's refusals are told apart by them).
    /// </summary>
    /// <param name="error">What a call of <see cref="Client.GrpcChannel"/> or the reading of a request stream threw.</param>
    /// <returns>The status, or null when the error does not come from a gRPC call.</returns>
    public static GrpcStatus? Of(P8eException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return (error.InnerException as GrpcStatusException)?.Status;
    }

    /// <summary>As <see cref="Of"/>, but only what the other side said in a gRPC status of its own: not what was made of an HTTP status, a broken connection or a malformed answer.</summary>
    /// <param name="error">As above.</param>
    public static GrpcStatus? Told(P8eException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.InnerException is GrpcStatusException { Fault: GrpcFault.Peer } told ? told.Status : null;
    }
}
