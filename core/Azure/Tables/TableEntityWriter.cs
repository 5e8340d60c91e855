using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace P8e.Azure.Tables;

/// <summary>Writes a row as JSON with the annotations that its types need; one pass, into the buffer that is sent.</summary>
internal static class TableEntityWriter
{
    // Everything but ASCII is escaped, as the official client does: Azurite decodes a body chunk by chunk and so corrupts a character that
    // two chunks share.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default, SkipValidation = true };

    public static void Write(IBufferWriter<byte> buffer, TableEntity entity)
    {
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        foreach (var (name, value) in entity.Items)
        {
            // Timestamp and version belong to the service.
            if (value is not null && name is not (TableEntity.TimestampName or TableEntity.ETagName))
            {
                WriteValue(writer, name, value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case bool truth:
                writer.WriteBoolean(name, truth);
                break;
            case long number:
                WriteAnnotation(writer, name, "Edm.Int64"u8);
                WriteFormatted(writer, name, number, default);
                break;
            case double number:
                WriteAnnotation(writer, name, "Edm.Double"u8);
                WriteDouble(writer, name, number);
                break;
            case DateTimeOffset time:
                WriteAnnotation(writer, name, "Edm.DateTime"u8);
                WriteFormatted(writer, name, time.UtcDateTime, "yyyy-MM-ddTHH:mm:ss.fffffffZ");
                break;
            case Guid guid:
                WriteAnnotation(writer, name, "Edm.Guid"u8);
                writer.WriteString(name, guid);
                break;
            case byte[] bytes:
                WriteAnnotation(writer, name, "Edm.Binary"u8);
                writer.WriteBase64String(name, bytes);
                break;
            case BinaryData data:
                WriteAnnotation(writer, name, "Edm.Binary"u8);
                writer.WriteBase64String(name, data);
                break;
        }
    }

    private static void WriteAnnotation(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> type)
    {
        Span<char> annotation = stackalloc char[TableEntityRules.MaxNameCharacters + TableEntityReader.TypeSuffix.Length];
        name.CopyTo(annotation);
        TableEntityReader.TypeSuffix.CopyTo(annotation[name.Length..]);
        writer.WriteString(annotation[..(name.Length + TableEntityReader.TypeSuffix.Length)], type);
    }

    private static void WriteFormatted<T>(Utf8JsonWriter writer, string name, T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..length]);
    }

    private static void WriteDouble(Utf8JsonWriter writer, string name, double number)
    {
        if (double.IsFinite(number))
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteString(name, double.IsNaN(number) ? "NaN"u8 : number > 0 ? "Infinity"u8 : "-Infinity"u8);
        }
    }
}
