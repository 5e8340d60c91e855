namespace P8e.Functions.Tests.Support;

/// <summary>Files of this repository.</summary>
internal static class Tree
{
    internal static string Root { get; } = FindRoot();

    internal static string PathOf(string name) => Path.Combine(Root, name);

    internal static string Vector(string name) => PathOf("tests/Vectors/" + name);

    /// <summary>The assembly of a program, built as these tests were.</summary>
    internal static string Program(string project, string assembly) =>
        Path.Combine(Root, "artifacts", "bin", project, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), assembly + ".dll");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "P8eFunctions.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
