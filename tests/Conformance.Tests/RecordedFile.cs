using System.Text.Json.Nodes;

namespace P8e.Conformance.Tests;

/// <summary>The recorded cases of tests/Vectors, and copies of them with one thing changed.</summary>
internal sealed class RecordedFile : IDisposable
{
    internal static string DimePath { get; } = FindVectors("dime.json");

    internal string Folder { get; } = Directory.CreateTempSubdirectory("p8e-conformance-").FullName;

    internal string CopyUnchanged(string name)
    {
        var path = Path.Combine(Folder, name);
        File.Copy(DimePath, path);
        return path;
    }

    /// <summary>Changes one byte of a recorded value, which is hex or base64, and writes the copy.</summary>
    internal string CopyWithOneByteChanged(string section, string name, string property, int fromEnd)
    {
        var root = JsonNode.Parse(File.ReadAllBytes(DimePath))!;
        var element = root[section]!.AsArray().Single(candidate => (string?)candidate!["name"] == name)!;
        var value = (string)element[property]!;
        var isHex = property.EndsWith("Hex", StringComparison.Ordinal);
        var bytes = isHex ? Convert.FromHexString(value) : Convert.FromBase64String(value);
        bytes[^fromEnd] ^= 1;
        element[property] = isHex ? Convert.ToHexStringLower(bytes) : Convert.ToBase64String(bytes);
        var path = Path.Combine(Folder, "changed.json");
        File.WriteAllText(path, root.ToJsonString());
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    internal static string FindVectors(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            {
                return Path.Combine(folder.FullName, "tests", "Vectors", file);
            }
        }

        throw new DirectoryNotFoundException("tests/Vectors: no folder above the test program holds Directory.Packages.props.");
    }
}
