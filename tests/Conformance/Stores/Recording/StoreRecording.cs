using System.Text.Json;

namespace P8e.Conformance.Stores.Recording;

/// <summary>One file of recorded calls of the reference object store, and <c>dime.json</c> from which some of its requests are taken.</summary>
internal sealed class StoreRecording : IDisposable
{
    private const string DimeFile = "dime.json";

    private readonly JsonDocument _document;
    private readonly JsonDocument? _dimes;

    private StoreRecording(string path, JsonDocument document, JsonDocument? dimes) => (Name, _document, _dimes) = (Path.GetFileNameWithoutExtension(path), document, dimes);

    /// <summary>Name of the file, without its extension.</summary>
    internal string Name { get; }

    /// <summary>The recorded cases, in order.</summary>
    internal IEnumerable<StoreCase> Cases => _document.RootElement.GetProperty("cases").EnumerateArray().Select(element => new StoreCase(this, element));

    internal JsonElement Root => _document.RootElement;

    public void Dispose()
    {
        _document.Dispose();
        _dimes?.Dispose();
    }

    /// <summary>Whether a file is such a recording: its cases have steps.</summary>
    internal static bool IsOne(string path)
    {
        if (Path.GetFileName(path) == DimeFile)
        {
            return false;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("cases", out var cases)
            && cases.ValueKind == JsonValueKind.Array
            && cases.EnumerateArray().All(candidate => candidate.TryGetProperty("steps", out _));
    }

    /// <summary>Opens a recording; <c>dime.json</c> lies beside it or one folder up.</summary>
    internal static StoreRecording Open(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var dimes = new[] { folder, Path.GetDirectoryName(folder) ?? folder }.Select(place => Path.Combine(place, DimeFile)).FirstOrDefault(File.Exists);
        return new StoreRecording(path, JsonDocument.Parse(File.ReadAllBytes(path)), dimes is null ? null : JsonDocument.Parse(File.ReadAllBytes(dimes)));
    }

    /// <summary>The case with an id, for requests that are described by another case.</summary>
    internal StoreCase? FindCase(string id) => Cases.FirstOrDefault(candidate => candidate.Id == id);

    /// <summary>A container that several cases of the file use.</summary>
    internal JsonElement Container(string name) =>
        Root.TryGetProperty("containers", out var containers) && containers.TryGetProperty(name, out var found)
            ? found
            : throw new NotComparableException($"the file has no container {name}");

    /// <summary>The text of a development key of <c>dime.json</c>, as containers name it.</summary>
    internal string KeyText(string name) => Dime("keys", name).GetProperty("publicKeyBase64").GetString()!;

    /// <summary>A vector of <c>dime.json</c>.</summary>
    internal JsonElement Dime(string section, string name)
    {
        if (_dimes is null)
        {
            throw new NotComparableException($"{DimeFile}, from which the request is taken, lies neither beside the file nor one folder up");
        }

        return _dimes.RootElement.GetProperty(section).EnumerateArray().First(candidate => candidate.GetProperty("name").GetString() == name);
    }
}
