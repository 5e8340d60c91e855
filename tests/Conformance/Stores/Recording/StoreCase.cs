using System.Text.Json;

namespace P8e.Conformance.Stores.Recording;

/// <summary>One recorded case.</summary>
internal sealed class StoreCase(StoreRecording recording, JsonElement element)
{
    internal StoreRecording Recording => recording;

    internal JsonElement Element => element;

    internal string Id => element.GetProperty("id").GetString()!;

    internal string Summary => element.GetProperty("summary").GetString()!;

    /// <summary>Which of the recorder's servers answered; says how that one was set up.</summary>
    internal string Instance => element.GetProperty("instance").GetString()!;

    internal IReadOnlyList<StoreStep> Steps => field ??= [.. element.GetProperty("steps").EnumerateArray().Select(step => new StoreStep(this, step))];

    /// <summary>A member of the case, or null.</summary>
    internal JsonElement? Find(string name) => element.TryGetProperty(name, out var found) ? found : null;

    /// <summary>A setting of the recorded server, or null; written as an object or as <c>NAME=value</c>.</summary>
    internal string? Setting(string name, string settings = "settings") => Find(settings) switch
    {
        { ValueKind: JsonValueKind.Object } map => map.TryGetProperty(name, out var value) ? value.GetString() : null,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(entry => entry.GetString()!.Split('=', 2)).FirstOrDefault(entry => entry[0] == name)?[1],
        _ => null,
    };
}
