using System.Text;
using System.Text.Json;
using P8e.Protocol.Dynamic;

namespace P8e.Protocol.Tests.Dynamic;

/// <summary>What must hold for every recorded pair of bytes and JSON.</summary>
internal static class RecordedPairs
{
    /// <summary>Checks all entries of a vector file and returns for how many recordings they stand.</summary>
    internal static int CheckAll(DescriptorSet set, string file)
    {
        using var vectors = VectorFile.Open(file);
        var codec = new MessageCodec(set);
        var difference = new MessageDifference(set);
        var schema = new MessageSchema(set);
        var failures = new List<string>();
        var recordings = 0;
        foreach (var entry in vectors.RootElement.GetProperty("entries").EnumerateArray())
        {
            var origin = entry.GetProperty("origins")[0].GetString()!;
            var type = set.FindMessage(entry.GetProperty("message").GetString()!);
            var bytes = entry.GetProperty("base64").GetBytesFromBase64();
            var json = entry.GetProperty("json");
            recordings += entry.GetProperty("origins").GetArrayLength();

            using var written = JsonDocument.Parse(codec.ToJson(type, bytes));
            Note(failures, JsonElement.DeepEquals(json, written.RootElement), origin, "bytes to JSON");
            Note(failures, bytes.AsSpan().SequenceEqual(codec.FromJson(type, Encoding.UTF8.GetBytes(json.GetRawText()))), origin, "JSON to bytes");
            Note(failures, bytes.AsSpan().SequenceEqual(codec.Normalize(type, bytes)), origin, "copy");
            Note(failures, difference.Compare(type, bytes, bytes).Count == 0, origin, "no difference to itself");
            using var described = JsonDocument.Parse(schema.Write(type));
            Note(failures, SchemaCheck.Accepts(described, json), origin, "schema");
        }

        Assert.Empty(failures);
        return recordings;
    }

    private static void Note(List<string> failures, bool holds, string origin, string what)
    {
        if (!holds)
        {
            failures.Add($"{origin}: {what}");
        }
    }
}
