using System.Text.Json;

namespace P8e.Cryptography.Tests.Support;

/// <summary>The recorded and computed cases of tests/Vectors.</summary>
internal static class Vectors
{
    internal static string Folder { get; } = FindFolder();

    /// <summary>All cases of a file by their names, which are distinct.</summary>
    internal static IReadOnlyDictionary<string, JsonElement> Read(string file, string section = "cases")
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
        return document.RootElement.GetProperty(section).EnumerateArray().ToDictionary(element => element.GetProperty("name").GetString()!, element => element.Clone());
    }

    internal static TheoryData<string> Names(IReadOnlyDictionary<string, JsonElement> cases) => [.. cases.Keys];

    internal static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    internal static byte[] Hex(this JsonElement element, string name) => Convert.FromHexString(element.Text(name));

    /// <summary>Null where the case says that the input must be refused.</summary>
    internal static byte[]? HexOrNull(this JsonElement element, string name) =>
        element.GetProperty(name).ValueKind == JsonValueKind.Null ? null : element.Hex(name);

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            {
                return Path.Combine(folder.FullName, "tests", "Vectors");
            }
        }

        throw new DirectoryNotFoundException("tests/Vectors: no folder above the test program holds Directory.Packages.props.");
    }
}
