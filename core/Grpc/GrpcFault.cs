namespace P8e.Grpc;

/// <summary>Who found the call wanting: decides the stable error code.</summary>
internal enum GrpcFault
{
    /// <summary>The other side said so.</summary>
    Peer,

    /// <summary>What the other side sent does not follow the protocol.</summary>
    Malformed,

    /// <summary>What the other side sent is beyond a limit of ours.</summary>
    Limit,

    /// <summary>The transport failed.</summary>
    Transport,
}
