using System.Diagnostics;

namespace P8e.Architecture.Tests.Reading;

/// <summary>The tree the tests were built from: its root and the files git tracks or would track. Paths are relative, with <c>/</c>.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<string>> LazyFiles = new(ListFiles);

    public static string Root { get; } = FindRoot();

    /// <summary>Tracked files and new ones that are not ignored, so that a rule is seen before the commit and not after it.</summary>
    public static IReadOnlyList<string> Files => LazyFiles.Value;

    public static IEnumerable<string> SourceFiles => Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    public static IEnumerable<string> ProjectFiles => Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>Names of the rooms: folders of core/ that hold a project of their own name.</summary>
    public static IReadOnlyList<string> Rooms { get; } = [.. Directory.EnumerateDirectories(Path.Combine(Root, "core"))
        .Select(folder => Path.GetFileName(folder))
        .Where(room => File.Exists(Path.Combine(Root, "core", room, room + ".csproj")))
        .Order(StringComparer.Ordinal)];

    public static string FullPath(string relative) => Path.Combine(Root, relative);

    public static string ReadText(string relative) => File.ReadAllText(FullPath(relative));

    public static string[] ReadLines(string relative) => File.ReadAllLines(FullPath(relative));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "P8eFunctions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds P8eFunctions.sln.");
    }

    private static string[] ListFiles()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var listed = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"git ls-files ended with {git.ExitCode} in {Root}; these tests need a git clone.");
        // A file deleted but not yet committed is still listed.
        return [.. listed.Where(file => File.Exists(FullPath(file))).Order(StringComparer.Ordinal)];
    }
}
