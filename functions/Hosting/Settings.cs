using System.Text.Json;

namespace P8e.Functions.Hosting;

/// <summary>What the operator set: the environment, over the values of <c>local.settings.json</c>. Names are compared ignoring case; <c>:</c> is as good as <c>__</c>.</summary>
internal sealed class Settings
{
    private const int FileBytesMax = 1024 * 1024;

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    internal Settings(IEnumerable<KeyValuePair<string, string>> values) => Add(values);

    /// <summary>Reads both.</summary>
    /// <param name="environment">Wins.</param>
    /// <param name="file">Path of a <c>local.settings.json</c>; may be missing.</param>
    internal static Settings Read(IEnumerable<KeyValuePair<string, string>> environment, string file)
    {
        var settings = new Settings(File.Exists(file) ? ReadFile(file) : []);
        settings.Add(environment);
        return settings;
    }

    /// <summary>A value; null when it is absent or empty.</summary>
    internal string? Find(string name) => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>The names of a section that are set.</summary>
    internal IEnumerable<string> NamesIn(string section) => _values.Keys.Where(name => name.StartsWith(section + "__", StringComparison.OrdinalIgnoreCase));

    internal static IReadOnlyList<KeyValuePair<string, string>> ReadFile(string file)
    {
        try
        {
            var length = new FileInfo(file).Length;
            SettingFault.Unless(length <= FileBytesMax, "local.settings.json", $"is longer than {FileBytesMax} bytes", "a copy of local.settings.sample.json");
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. document.RootElement.GetProperty("Values").EnumerateObject().Select(value => KeyValuePair.Create(value.Name, value.Value.GetString() ?? ""))];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw SettingFault.Of("local.settings.json", "cannot be read as {\"Values\":{name: text}}", "a copy of local.settings.sample.json");
        }
    }

    private void Add(IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach (var (name, value) in values)
        {
            _values[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }
    }
}
