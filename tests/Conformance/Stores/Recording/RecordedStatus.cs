using System.Text.Json;

namespace P8e.Conformance.Stores.Recording;

/// <summary>How a recorded call ended.</summary>
internal sealed class RecordedStatus(JsonElement element)
{
    private const uint Cancel = 8;

    /// <summary>The status code, or null when none came.</summary>
    internal int? Code => element.GetProperty("code") is { ValueKind: JsonValueKind.Number } code ? code.GetInt32() : null;

    internal string Message => element.GetProperty("message").GetString() ?? "";

    /// <summary>Whether status and headers came in one block.</summary>
    internal bool IsTrailersOnly => element.GetProperty("where").GetString()!.StartsWith("headers", StringComparison.Ordinal);

    /// <summary>Whether the recorder gave up waiting.</summary>
    internal bool IsRecorderTimeout => element.TryGetProperty("recorderTimeout", out var value) && value.GetBoolean();

    /// <summary>Whether the handler crashed: the stream was reset without an answer (object-store 2.4).</summary>
    internal bool IsCrash => Code is null && element.TryGetProperty("rstStreamErrorCode", out var reset) && reset.GetUInt32() == Cancel;

    public override string ToString() => Code is null
        ? (IsCrash ? "no status, RST_STREAM CANCEL" : "no status")
        : $"{element.GetProperty("name").GetString()} \"{Message}\"{(IsTrailersOnly ? " in the headers" : "")}";
}
