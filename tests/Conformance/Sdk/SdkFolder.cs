using System.Security.Cryptography;
using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Execution.Sessions;

namespace P8e.Conformance.Sdk;

/// <summary>The recordings of one folder: keys, specifications by class and by hash, and every value that is recorded anywhere.</summary>
internal sealed class SdkFolder : IDisposable
{
    /// <summary>Files with cases.</summary>
    internal static readonly string[] Scenarios = ["envelopes.json", "failures.json", "chain-messages.json", "contract-specs.json"];

    private static readonly string[] Sources = [.. Scenarios, "multi-party.json", "end-to-end.json"];

    private readonly Dictionary<string, JsonDocument> files = [];
    private readonly Dictionary<string, byte[]> values = [];
    private readonly Dictionary<string, byte[]> specifications = [];

    /// <summary>Every value that a recording holds, by its hash, specifications included.</summary>
    internal IReadOnlyDictionary<string, byte[]> Values => values;

    internal static async Task<SdkFolder> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var folder = new SdkFolder();
        foreach (var file in Sources.Where(file => File.Exists(Path.Combine(path, file))))
        {
            var document = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(path, file), cancellationToken));
            folder.files.Add(file, document);
            folder.Collect(document.RootElement);
        }

        return folder;
    }

    internal ContractSpecification Specification(string className) => specifications.TryGetValue(className, out var bytes)
        ? ContractSpecification.Parse(bytes)
        : throw new NotComparableException($"the specification of {className} is not recorded");

    /// <summary>The element at a place of another file, or null: a case, then properties and places in lists, with slashes between.</summary>
    internal JsonElement? Find(string file, string caseId, string at)
    {
        if (!files.TryGetValue(file, out var document))
        {
            return null;
        }

        JsonElement? found = document.RootElement.GetProperty("cases").EnumerateArray()
            .Where(element => element.Text("id") == caseId).Cast<JsonElement?>().FirstOrDefault();
        foreach (var step in at.Split('/'))
        {
            found = found switch
            {
                { ValueKind: JsonValueKind.Object } element when element.TryGetProperty(step, out var child) => child,
                { ValueKind: JsonValueKind.Array } element when int.TryParse(step, out var place) && place < element.GetArrayLength() => element[place],
                _ => null,
            };
        }

        return found;
    }

    /// <summary>The recorded messages of a result, or null.</summary>
    internal JsonElement? Messages(string file, string caseId, string at) => files.TryGetValue("chain-messages.json", out var document)
        ? document.RootElement.GetProperty("groups").EnumerateArray()
            .Where(group => group.Text("file") == file && group.Text("case") == caseId && group.Text("at") == at).Cast<JsonElement?>().FirstOrDefault()
        : null;

    public void Dispose()
    {
        foreach (var document in files.Values)
        {
            document.Dispose();
        }
    }

    private void Collect(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var child in element.EnumerateArray())
                {
                    Collect(child);
                }

                break;
            case JsonValueKind.Object:
                Take(element);
                foreach (var property in element.EnumerateObject())
                {
                    Collect(property.Value);
                }

                break;
        }
    }

    private void Take(JsonElement element)
    {
        if (element.TryGetProperty("loHashBase64", out var hash) && element.TryGetProperty("spec", out var spec) && element.TryGetProperty("class", out var name))
        {
            values.TryAdd(hash.GetString()!, spec.Base64("base64"));
            specifications.TryAdd(name.GetString()!, spec.Base64("base64"));
        }

        if (element.TryGetProperty("plaintextBase64", out var plain))
        {
            Add(plain.GetBytesFromBase64());
        }
        else if (element.TryGetProperty("sha256Base64", out _) && element.TryGetProperty("base64", out var proposed))
        {
            Add(proposed.GetBytesFromBase64());
        }
    }

    // By what the bytes are, not by what a recording says: some recordings are of false hashes.
    private void Add(byte[] bytes) => values.TryAdd(Convert.ToBase64String(SHA256.HashData(bytes)), bytes);
}
