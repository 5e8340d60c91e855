using System.Text.Encodings.Web;
using System.Text.Json;

namespace P8e.Durable;

/// <summary>Typed values to and from the JSON texts of histories. Null is an absent text, never <c>null</c> in JSON (functions-host 4.5, 4.6). Safe for use by several threads.</summary>
public sealed class PayloadSerializer
{
    private readonly JsonSerializerOptions _options;

    /// <summary>With the given options, or the web defaults without escapes that only HTML needs.</summary>
    public PayloadSerializer(JsonSerializerOptions? options = null) =>
        _options = options ?? new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compact JSON text; null for null and for a JSON null.</summary>
    /// <exception cref="DurableException"><see cref="DurableErrorCodes.PayloadMalformed"/>: the value has no JSON form.</exception>
    public string? Write<T>(T value)
    {
        try
        {
            return value is null ? null : JsonSerializer.Serialize(value, _options) is var text && text == "null" ? null : text;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new DurableException(DurableErrorCodes.PayloadMalformed, $"Writing a {typeof(T).Name} as JSON failed: {error.Message}", error);
        }
    }

    /// <summary>The value; the type's default for an absent or empty text.</summary>
    /// <exception cref="DurableException"><see cref="DurableErrorCodes.PayloadMalformed"/>: the text is no JSON of that type. The message names the place, not the content.</exception>
    public T Read<T>(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? default! : JsonSerializer.Deserialize<T>(text, _options)!;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            var place = error is JsonException json ? $" at {json.Path ?? "$"}, byte {json.BytePositionInLine}" : string.Empty;
            throw new DurableException(
                DurableErrorCodes.PayloadMalformed,
                $"Reading a payload of {text?.Length} characters as {typeof(T).Name} failed{place}. Writer and reader must agree on the type.");
        }
    }
}
