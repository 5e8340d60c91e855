using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using P8e.Ports;

namespace P8e.Fuzzing.Tests.Engine;

/// <summary>Inputs to begin with: what the files of tests/Vectors hold, and what was kept because a parser once failed on it or because it leads deep.</summary>
internal static class Corpus
{
    private const int LongestSeed = 16 * 1024;
    private const int SeedsOfAKind = 400;

    private static readonly ConcurrentDictionary<string, JsonElement> Files = [];

    /// <summary>The kept inputs of a target.</summary>
    internal static IEnumerable<byte[]> Kept(string target)
    {
        var folder = Path.Combine(Repository.Root, "tests", "Fuzzing", "Corpus", target);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes) : [];
    }

    /// <summary>Every text of the files that is bytes in hexadecimal or base64.</summary>
    internal static IEnumerable<byte[]> Bytes(params string[] files) => Choose(Texts(files).SelectMany(text => new[] { FromHex(text), FromBase64(text) }));

    /// <summary>Every text of the files, as it is.</summary>
    internal static IEnumerable<byte[]> Text(params string[] files) => Choose(Texts(files).Select(Encoding.UTF8.GetBytes));

    /// <summary>Every object of the files, at any depth, and every text that is JSON.</summary>
    internal static IEnumerable<byte[]> Json(params string[] files) => Choose(
        Elements(files).Where(element => element.ValueKind == JsonValueKind.Object).Select(element => Encoding.UTF8.GetBytes(element.GetRawText()))
            .Concat(Texts(files).Where(text => text.StartsWith('{') || text.StartsWith('[')).Select(Encoding.UTF8.GetBytes)));

    private static IEnumerable<byte[]> Choose(IEnumerable<byte[]?> candidates)
    {
        var all = candidates.OfType<byte[]>().Where(bytes => bytes.Length is > 0 and <= LongestSeed).DistinctBy(Convert.ToHexString).OrderBy(bytes => bytes.Length).ToArray();
        var step = Math.Max(1, (all.Length + SeedsOfAKind - 1) / SeedsOfAKind);
        return all.Where((_, position) => position % step == 0);
    }

    private static IEnumerable<string> Texts(string[] files) => Elements(files).Where(element => element.ValueKind == JsonValueKind.String).Select(element => element.GetString()!);

    private static IEnumerable<JsonElement> Elements(string[] files) =>
        files.SelectMany(file => Below(Files.GetOrAdd(file, name => JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Repository.Vector(name))))));

    private static IEnumerable<JsonElement> Below(JsonElement element) => (element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Select(member => member.Value),
        JsonValueKind.Array => element.EnumerateArray(),
        _ => Enumerable.Empty<JsonElement>(),
    }).SelectMany(Below).Prepend(element);

    private static byte[]? FromHex(string text) => text.Length > 0 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;

    private static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return text.Length >= 4 && Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
