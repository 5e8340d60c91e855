using System.Text;
using System.Text.Json;

namespace P8e.Conformance.Stores.Recording;

/// <summary>One recorded call.</summary>
internal sealed class StoreStep(StoreCase owner, JsonElement element)
{
    internal StoreCase Case => owner;

    internal string Call => element.GetProperty("call").GetString()!;

    internal string Label => element.TryGetProperty("label", out var label) ? label.GetString()! : "";

    /// <summary>Extra request headers; a header block holds bytes, here one character each.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Metadata => element.TryGetProperty("metadata", out var metadata)
        ? metadata.EnumerateArray().Select(pair => new KeyValuePair<string, string>(pair[0].GetString()!, Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(pair[1].GetString()!))))
        : [];

    internal IEnumerable<JsonElement> Request => element.GetProperty("request").EnumerateArray();

    internal IReadOnlyList<JsonElement> Response => field ??= [.. element.GetProperty("response").EnumerateArray()];

    internal RecordedStatus Status => field ??= new RecordedStatus(element.GetProperty("status"));

    /// <summary>Whether the recorder ended its side.</summary>
    internal bool HalfCloses => !element.TryGetProperty("halfClose", out var value) || value.GetBoolean();

    /// <summary>After how many messages the recorder reset the stream, or null.</summary>
    internal int? CancelAfterMessages => element.TryGetProperty("cancelAfterMessages", out var count) ? count.GetInt32() : null;

    /// <summary>Header blocks as recorded, without the date.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Headers => Pairs("headers");

    internal IReadOnlyList<KeyValuePair<string, string>> Trailers => Pairs("trailers");

    /// <summary>A member of the step, or null.</summary>
    internal JsonElement? Find(string name) => element.TryGetProperty(name, out var found) ? found : null;

    private List<KeyValuePair<string, string>> Pairs(string name) => element.TryGetProperty(name, out var pairs)
        ? [.. pairs.EnumerateArray().Select(pair => new KeyValuePair<string, string>(pair[0].GetString()!, pair[1].GetString()!))]
        : [];
}
