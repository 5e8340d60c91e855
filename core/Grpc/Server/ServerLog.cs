using Microsoft.Extensions.Logging;

namespace P8e.Grpc.Server;

/// <summary>What the server writes to its log.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Path} was cancelled")]
    public static partial void Cancelled(ILogger logger, string path, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "{Path} failed with an error that is of none of the three families")]
    public static partial void HandlerFailed(ILogger logger, string path, Exception exception);
}
