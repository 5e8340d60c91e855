using System.Text.Json;
using System.Text.Json.Serialization;

namespace P8e.Azure.Index;

/// <summary>A value with a text form, as that text.</summary>
/// <param name="parse">Reads the text; throws what <see cref="Rows.RowParts.IsDamage"/> knows when it is not one.</param>
/// <typeparam name="T">The value.</typeparam>
internal sealed class TextConverter<T>(Func<string, T> parse) : JsonConverter<T>
    where T : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        parse(reader.GetString() ?? throw new JsonException("A text is missing."));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
