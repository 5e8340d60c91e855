namespace P8e.Ports;

/// <summary>The working copy that the tests run in.</summary>
public static class Repository
{
    /// <summary>The nearest folder above the tests that holds the central package versions.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path below tests/Vectors.</summary>
    public static string Vector(string name) => Path.Combine(Root, "tests", "Vectors", name);

    private static string FindRoot()
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
