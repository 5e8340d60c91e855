namespace P8e.Grpc.Wire;

/// <summary>Header names and fixed values of the protocol.</summary>
internal static class GrpcNames
{
    public const string ContentType = "application/grpc";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Identity = "identity";

    /// <summary>How long a client should wait, in milliseconds (gRPC's retry design); negative: do not retry.</summary>
    public const string RetryPushback = "grpc-retry-pushback-ms";

    /// <summary>application/grpc, also with a suffix (+proto) or parameters; not application/grpc-web.</summary>
    public static bool IsGrpc(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is '+' or ';' or ' ');

    public static bool IsIdentity(string? encoding) => string.IsNullOrEmpty(encoding) || encoding == Identity;
}
