namespace P8e.Durable.Tests.Support;

/// <summary>Recorded data of this repository.</summary>
internal static class Vectors
{
    internal static string PathOf(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "P8eFunctions.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder, "tests", "Vectors", name);
    }
}
