using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace P8e.ImitatedHost.Calls;

/// <summary>JSON as the host's library reads and writes it again (functions-host 2.5, 3.5): numbers and dates may change their form, the inside of other strings does not.</summary>
public static partial class HostJson
{
    /// <summary>Compact text.</summary>
    public static string Rewrite(JsonElement value, bool readsDates)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(writer, value, readsDates);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, bool readsDates)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, readsDates);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item, readsDates);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(Number(value));
                break;
            case JsonValueKind.String when readsDates && Date().IsMatch(value.GetString()!):
                var date = DateTime.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
                writer.WriteStringValue(date.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string Number(JsonElement value)
    {
        var text = value.GetRawText();
        if (text.All(character => char.IsAsciiDigit(character) || character == '-'))
        {
            return text;
        }

        var written = value.GetDouble().ToString("R", CultureInfo.InvariantCulture);
        return written.Any(character => character is '.' or 'E') ? written : written + ".0";
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$")]
    private static partial Regex Date();
}
