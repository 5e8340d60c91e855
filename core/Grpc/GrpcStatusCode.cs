namespace P8e.Grpc;

/// <summary>The 17 status codes of gRPC, with their numbers on the wire.</summary>
public enum GrpcStatusCode
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>Given up, usually by the caller.</summary>
    Cancelled = 1,

    /// <summary>An error that says nothing better; also a code outside 0–16.</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever the state of the world.</summary>
    InvalidArgument = 3,

    /// <summary>Not done in time; it may still happen.</summary>
    DeadlineExceeded = 4,

    /// <summary>Nothing is there under that name.</summary>
    NotFound = 5,

    /// <summary>It is there already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not.</summary>
    PermissionDenied = 7,

    /// <summary>A quota or a limit is used up, or a message is too large.</summary>
    ResourceExhausted = 8,

    /// <summary>The state of the world does not allow it.</summary>
    FailedPrecondition = 9,

    /// <summary>Lost against somebody else; begin again from reading.</summary>
    Aborted = 10,

    /// <summary>Past the end of what there is.</summary>
    OutOfRange = 11,

    /// <summary>No such service or method.</summary>
    Unimplemented = 12,

    /// <summary>Something that must hold does not.</summary>
    Internal = 13,

    /// <summary>Busy or out of reach; may be repeated.</summary>
    Unavailable = 14,

    /// <summary>Data are lost.</summary>
    DataLoss = 15,

    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}
