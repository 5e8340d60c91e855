using P8e.Protocol.Errors;

namespace P8e.Grpc.Server;

/// <summary>Limits of the server side.</summary>
public sealed class GrpcServerOptions
{
    /// <summary>Largest message taken, 1 to 2^30 bytes. Default 4,194,304 (object-store 1, rule 15).</summary>
    public int MaxMessageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// What a larger message is answered with. Default RESOURCE_EXHAUSTED, as gRPC's own servers do; the recorded Rust store says OUT_OF_RANGE.
    /// </summary>
    public GrpcStatusCode OversizedMessageStatus { get; init; } = GrpcStatusCode.ResourceExhausted;

    /// <summary>Largest request headers, 1 KiB to 1 MiB in all. Default 16,384 (object-store 2.4).</summary>
    public int MaxRequestHeaderBytes { get; init; } = 16 * 1024;

    /// <summary>What a caller may send on one stream before the handler reads it, 64 KiB to 16 MiB. Default 1,048,576 (recorded: serverHttp2Settings).</summary>
    public int StreamWindowBytes { get; init; } = 1024 * 1024;

    internal void Check()
    {
        Require(MaxMessageBytes is >= 1 and <= 1 << 30, nameof(MaxMessageBytes), "1 to 1073741824, for example 4194304");
        Require(OversizedMessageStatus is > GrpcStatusCode.Ok and <= GrpcStatusCode.Unauthenticated, nameof(OversizedMessageStatus), "a status other than Ok, for example ResourceExhausted");
        Require(MaxRequestHeaderBytes is >= 1024 and <= 1 << 20, nameof(MaxRequestHeaderBytes), "1024 to 1048576, for example 16384");
        Require(StreamWindowBytes is >= 1 << 16 and <= 1 << 24, nameof(StreamWindowBytes), "65536 to 16777216, for example 1048576");
    }

    private static void Require(bool isMet, string setting, string range)
    {
        if (!isMet)
        {
            throw new P8eInputException(ErrorCodes.ConfigurationInvalid, $"Reading the settings of the gRPC server: {setting} must be {range}.");
        }
    }
}
