using System.Text.Json;

namespace P8e.Cli.Api;

/// <summary>What people read of an answer. Members that may be absent are empty text.</summary>
internal static class JsonText
{
    /// <summary>The text or number at a path of members.</summary>
    internal static string Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return "";
            }
        }

        return element.ValueKind is JsonValueKind.String or JsonValueKind.Number ? element.ToString() : "";
    }

    /// <summary>The elements of a member that is a list.</summary>
    internal static IEnumerable<JsonElement> List(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : [];
}
