using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace P8e.Durable.Replay;

/// <summary>
/// How inputs and results of activities pass a host that parses and rewrites JSON: as JSON text inside a JSON string. A result also says whether the activity failed,
/// because the host loses every detail of an HTTP error (functions-host 3.5, 3.6).
/// </summary>
internal static class ActivityEnvelope
{
    private const int InnerMax = 8;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // "00-", 32, "-", 16, "-", 2: the one form of the W3C trace parent that there is.
    private const int TraceChars = 55;
    private const char TraceEnd = '\n';

    /// <summary>
    /// JSON text as a JSON string; absent stays absent. The host hands no trace over to activities (functions-host 3.5), so a workflow's own goes before the text, with which no JSON text begins.
    /// </summary>
    internal static string? WrapInput(string? json, string? trace) => trace is { Length: TraceChars }
        ? Text(writer => writer.WriteStringValue($"{trace}{TraceEnd}{json}"))
        : json is null ? null : Text(writer => writer.WriteStringValue(json));

    /// <summary>Takes the trace parent off an input.</summary>
    internal static (string? Trace, string? Json) SplitTrace(string? input) =>
        input is { Length: > TraceChars } && input[TraceChars] == TraceEnd && input.StartsWith("00-", StringComparison.Ordinal)
            ? (input[..TraceChars], input.Length == TraceChars + 1 ? null : input[(TraceChars + 1)..])
            : (null, input);

    /// <summary>The JSON text out of what the host hands over; its <c>null</c> is an absent input.</summary>
    internal static string? UnwrapInput(string delivered)
    {
        try
        {
            return JsonSerializer.Deserialize<string?>(delivered);
        }
        catch (JsonException error)
        {
            throw new DurableException(
                DurableErrorCodes.PayloadMalformed,
                $"Reading the input of an activity: expected a JSON string that holds JSON text, byte {error.BytePositionInLine} is something else.");
        }
    }

    /// <summary>What an activity answers when it succeeded.</summary>
    internal static string Success(string? json) => Text(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("ok", true);
        if (json is not null)
        {
            writer.WritePropertyName("value");
            writer.WriteRawValue(json);
        }

        writer.WriteEndObject();
    });

    /// <summary>What an activity answers when it failed.</summary>
    internal static string Failure(TaskFailure failure) => Text(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("ok", false);
        writer.WritePropertyName("error");
        Write(writer, failure);
        writer.WriteEndObject();
    });

    /// <summary>The result out of a completed task's text; a failure in it becomes the failure of the task.</summary>
    internal static string? UnwrapResult(string name, int id, string? result)
    {
        try
        {
            using var envelope = JsonDocument.Parse(JsonSerializer.Deserialize<string?>(result ?? "null") ?? "null");
            return envelope.RootElement.GetProperty("ok").GetBoolean()
                ? envelope.RootElement.TryGetProperty("value", out var value) && value.ValueKind != JsonValueKind.Null ? value.GetRawText() : null
                : throw DurableException.ForTask(name, id, Read(envelope.RootElement.GetProperty("error"), 1));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw DurableException.ForTask(name, id, new TaskFailure(DurableErrorCodes.PayloadMalformed, "The activity's result is not in the agreed envelope."));
        }
    }

    private static void Write(Utf8JsonWriter writer, TaskFailure failure)
    {
        writer.WriteStartObject();
        writer.WriteString("type", failure.ErrorType);
        writer.WriteString("message", failure.Message);
        writer.WriteString("stack", failure.StackTrace);
        writer.WriteBoolean("nonRetriable", failure.IsNonRetriable);
        if (failure.Inner is { } inner)
        {
            writer.WritePropertyName("inner");
            Write(writer, inner);
        }

        writer.WriteEndObject();
    }

    private static TaskFailure Read(JsonElement error, int depth) => new(error.GetProperty("type").GetString()!, error.GetProperty("message").GetString()!)
    {
        StackTrace = error.TryGetProperty("stack", out var stack) ? stack.GetString() : null,
        IsNonRetriable = error.TryGetProperty("nonRetriable", out var final) && final.GetBoolean(),
        Inner = depth < InnerMax && error.TryGetProperty("inner", out var inner) && inner.ValueKind == JsonValueKind.Object ? Read(inner, depth + 1) : null,
    };

    private static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
