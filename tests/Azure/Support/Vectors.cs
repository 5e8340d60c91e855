using System.Text.Json;

namespace P8e.Azure.Tests.Support;

/// <summary>Files under tests/Vectors.</summary>
internal static class Vectors
{
    public static JsonElement Cases(string file)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Directory.Packages.props")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        var text = File.ReadAllBytes(Path.Combine(root.FullName, "tests", "Vectors", file));
        return JsonDocument.Parse(text).RootElement.GetProperty("cases");
    }
}
