using System.Text.Json;
using System.Text.RegularExpressions;

namespace P8e.Protocol.Tests.Dynamic;

/// <summary>Validates a value against the keywords that our schemas use; an unknown keyword is an error, so nothing passes unseen.</summary>
internal static class SchemaCheck
{
    internal static bool Accepts(JsonDocument schema, JsonElement value) => Accepts(schema.RootElement, schema.RootElement, value);

    private static bool Accepts(JsonElement root, JsonElement schema, JsonElement value) =>
        schema.EnumerateObject().All(keyword => Holds(root, schema, keyword, value));

    private static bool Holds(JsonElement root, JsonElement schema, JsonProperty keyword, JsonElement value) => keyword.Name switch
    {
        "$schema" or "title" or "$defs" or "format" or "deprecated" or "contentEncoding" => true,
        "$ref" => Accepts(root, root.GetProperty("$defs").GetProperty(keyword.Value.GetString()!["#/$defs/".Length..]), value),
        "type" => keyword.Value.ValueKind == JsonValueKind.Array
            ? keyword.Value.EnumerateArray().Any(type => IsOfType(value, type.GetString()!))
            : IsOfType(value, keyword.Value.GetString()!),
        "enum" => keyword.Value.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= keyword.Value.GetDecimal(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= keyword.Value.GetDecimal(),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!),
        "required" => value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => Accepts(root, keyword.Value, item)),
        "properties" => value.ValueKind != JsonValueKind.Object ||
            keyword.Value.EnumerateObject().All(property => !value.TryGetProperty(property.Name, out var inner) || Accepts(root, property.Value, inner)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Where(property => !IsDeclared(schema, property.Name))
            .All(property => keyword.Value.ValueKind == JsonValueKind.Object && Accepts(root, keyword.Value, property.Value)),
        "propertyNames" => value.EnumerateObject().All(property => Regex.IsMatch(property.Name, keyword.Value.GetProperty("pattern").GetString()!)),
        "allOf" => keyword.Value.EnumerateArray().All(part => Accepts(root, part, value)),
        "anyOf" => keyword.Value.EnumerateArray().Any(part => Accepts(root, part, value)),
        "oneOf" => keyword.Value.EnumerateArray().Count(part => Accepts(root, part, value)) == 1,
        "not" => !Accepts(root, keyword.Value, value),
        _ => throw new InvalidOperationException($"The schema uses {keyword.Name}, which this check does not know."),
    };

    private static bool IsDeclared(JsonElement schema, string name) => schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _);

    private static bool IsOfType(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number" || (type == "integer" && value.GetDecimal() == decimal.Truncate(value.GetDecimal())),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => type == "null",
    };
}
