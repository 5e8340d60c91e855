namespace P8e.Benchmarks;

/// <summary>Where the working copy is.</summary>
internal static class Repository
{
    /// <summary>The nearest folder above the program that holds the central package versions.</summary>
    internal static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The benchmarks must run from a working copy: no Directory.Packages.props above the program.");
    }
}
