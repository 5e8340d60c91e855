using System.Text.Json;

namespace P8e.Protocol.Tests.Dynamic;

/// <summary>A file of tests/Vectors/dynamic.</summary>
internal static class VectorFile
{
    internal static JsonDocument Open(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository's root is not above the test program.");
        }

        return JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "tests", "Vectors", "dynamic", name)));
    }
}
