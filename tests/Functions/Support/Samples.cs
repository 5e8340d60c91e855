using System.Text.Json;

namespace P8e.Functions.Tests.Support;

/// <summary>The recorded samples of HTTP bodies (vectors README).</summary>
internal static class Samples
{
    private static readonly JsonElement File = Read();

    internal static IEnumerable<string> Names(string section) => File.GetProperty(section).EnumerateArray().Select(sample => sample.GetProperty("name").GetString()!);

    internal static JsonElement Find(string section, string name) =>
        File.GetProperty(section).EnumerateArray().Single(sample => sample.GetProperty("name").GetString() == name);

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(Tree.Vector("durable-replay.json")));
        return document.RootElement.Clone();
    }
}
