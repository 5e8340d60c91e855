namespace P8e.Grpc.Client;

/// <summary>What is particular to one call.</summary>
public sealed class GrpcCallOptions
{
    /// <summary>How long the whole call may take, also told to the peer (<c>grpc-timeout</c>). Null, the default: no limit. Zero or less: too late already.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Sent after the endpoint's own headers. Default none.</summary>
    public GrpcMetadata Headers { get; init; } = [];

    /// <summary>
    /// A bytes field in a message in the answer's messages, by the numbers of the two fields, 1 to 15 each: a message that is nothing but this field is
    /// given as several, each with a part of it as it arrives, and is never in memory as a whole. Null, the default: no such field.
    /// </summary>
    public (int Outer, int Inner)? FieldInParts { get; init; }

    /// <summary>Filled with what the peer sends beside its messages. Null, the default: not wanted.</summary>
    public GrpcReceived? Received { get; init; }
}
