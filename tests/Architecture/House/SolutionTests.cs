using System.Text.RegularExpressions;
using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.House;

public sealed partial class SolutionTests
{
    private const string Solution = "P8eFunctions.sln";

    private static readonly string[] Folders = ["core/", "tests/", "tools/", "functions/", "samples/"];

    private static readonly HashSet<string> Listed =
        [.. ProjectPath().Matches(Repository.ReadText(Solution)).Select(match => match.Groups[1].Value.Replace('\\', '/'))];

    [Fact]
    public void Solution_OfTheTree_ListsEveryProject() => Inspection.Pass(
        $"A project is missing from {Solution}: dotnet sln {Solution} add --solution-folder <core|tests|tools|…> <project>",
        Repository.ProjectFiles.Where(project => Folders.Any(folder => project.StartsWith(folder, StringComparison.Ordinal))),
        project => Listed.Contains(project) ? null : project);

    [Fact]
    public void Solution_Entries_AreProjectsOfTheTree() => Inspection.Pass(
        $"{Solution} lists a project that is gone: dotnet sln {Solution} remove <project>",
        Listed,
        project => Repository.ProjectFiles.Contains(project) ? null : project);

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex ProjectPath();
}
