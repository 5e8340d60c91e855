using System.Text.Json;
using Azure;

namespace P8e.Azure.Tables;

/// <summary>The errors this client raises itself, in the type and with the codes the service would use.</summary>
internal static class TableFailure
{
    /// <summary>A request that the service would refuse, refused before it is sent.</summary>
    public static RequestFailedException Refused(TableErrorCode code, string message, int status = 400) => new(status, message, code.Code, null);

    public static RequestFailedException Unreadable(int status, string what, Exception? cause = null) =>
        new(status, $"Reading the table service's answer: {what}. Check that the endpoint is a table service.", null, cause);

    /// <summary>True for what the JSON reader throws on bytes that are not JSON, not UTF-8 or not what was expected.</summary>
    public static bool IsMalformed(Exception exception) => exception is JsonException or InvalidOperationException or FormatException;
}
