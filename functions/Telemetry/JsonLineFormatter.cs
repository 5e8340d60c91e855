using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using P8e.Functions.Hosting;

namespace P8e.Functions.Telemetry;

/// <summary>A log record as one line of JSON, with the trace it belongs to: <c>{"time","level","category","event","message","trace","span","fields","error"}</c>. It writes what the text form writes, no more.</summary>
internal sealed class JsonLineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    internal const string FormatterName = "p8e-json";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As the container makes it.</summary>
    public JsonLineFormatter()
        : this(TimeProvider.System)
    {
    }

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        ArgumentNullException.ThrowIfNull(textWriter);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("time", clock.GetUtcNow().UtcDateTime);
            writer.WriteString("level", logEntry.LogLevel.ToString().ToLowerInvariant());
            writer.WriteString("category", logEntry.Category);
            writer.WriteString("event", logEntry.EventId.Name);
            writer.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } current)
            {
                writer.WriteString("trace", current.TraceId.ToHexString());
                writer.WriteString("span", current.SpanId.ToHexString());
            }

            WriteFields(writer, logEntry.State);
            if (logEntry.Exception is { } error)
            {
                writer.WriteString("error", TroubleText.Of(error));
            }

            writer.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>The values that the message names.</summary>
    private static void WriteFields<TState>(Utf8JsonWriter writer, TState state)
    {
        const string Template = "{OriginalFormat}";
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> fields || fields.All(field => field.Key == Template))
        {
            return;
        }

        writer.WriteStartObject("fields");
        foreach (var (name, value) in fields.Where(field => field.Key != Template))
        {
            writer.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        writer.WriteEndObject();
    }
}
