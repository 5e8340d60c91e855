namespace P8e.Grpc.Tests.Support;

/// <summary>Recorded data and scripts, found from the folder the tests run in.</summary>
internal static class Tree
{
    public static string Vector(string file) => System.IO.Path.Combine(Root, "tests", "Vectors", file);

    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} is the repository.");
    }
}
