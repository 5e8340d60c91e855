using System.Text.Json;

namespace P8e.Chain.Tests.Support;

/// <summary>Finds tests/Vectors/chain; each file says where its facts come from.</summary>
internal static class ChainVectors
{
    internal static string PathOf(string file) => Path.Combine(Root(), "tests", "Vectors", "chain", file);

    internal static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllBytes(PathOf(file)));

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No repository above {AppContext.BaseDirectory}.");
    }
}
