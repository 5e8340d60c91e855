using System.Text.Json;

namespace P8e.Protocol.Tests;

/// <summary>Reads tests/Vectors/protocol; each file says where its facts come from.</summary>
internal static class ProtocolVectors
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    internal static T Read<T>(string file)
    {
        using var stream = File.OpenRead(Path.Combine(Root(), "tests", "Vectors", "protocol", file));
        return JsonSerializer.Deserialize<T>(stream, Options)!;
    }

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
