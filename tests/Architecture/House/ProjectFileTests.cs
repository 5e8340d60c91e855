using System.Xml.Linq;
using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.House;

/// <summary>Project files list references; everything shared is said once, at the top.</summary>
public sealed class ProjectFileTests
{
    private const int LongestProject = 30;

    /// <summary>A command has the name people type; the rule for assemblies would put a prefix before it.</summary>
    private static readonly string[] NamesOfACommand = ["AssemblyName", "RootNamespace"];

    [Fact]
    public void ProjectFile_OfEveryProject_IsShort() => Inspection.Pass(
        $"A project file has at most {LongestProject} lines; what projects share belongs into Directory.Build.props.",
        Repository.ProjectFiles,
        project => Repository.ReadLines(project).Length > LongestProject ? $"{project}: {Repository.ReadLines(project).Length} lines" : null);

    [Fact]
    public void PackageReference_OfEveryProject_HasNoVersion() => Inspection.Pass(
        "Package versions are in Directory.Packages.props alone.",
        from project in Repository.ProjectFiles
        from package in XDocument.Load(Repository.FullPath(project)).Descendants("PackageReference")
        select (project, package),
        use => use.package.Attribute("Version") is null && use.package.Attribute("VersionOverride") is null && use.package.Element("Version") is null
            ? null
            : $"{use.project}: {use.package}");

    [Fact]
    public void Property_SetForAllProjects_IsNotSetAgain()
    {
        var shared = XDocument.Load(Repository.FullPath("Directory.Build.props"))
            .Descendants("PropertyGroup").Where(group => group.Attribute("Condition") is null)
            .Elements().Select(property => property.Name.LocalName).ToHashSet();
        Assert.Contains("TreatWarningsAsErrors", shared);

        Inspection.Pass(
            "A project file may not set again what Directory.Build.props sets for all.",
            from project in Repository.ProjectFiles
            from property in XDocument.Load(Repository.FullPath(project)).Descendants("PropertyGroup").Elements()
            select (project, name: property.Name.LocalName),
            set => shared.Contains(set.name) && !(IsCommand(set.project) && NamesOfACommand.Contains(set.name)) ? $"{set.project}: {set.name}" : null);
    }

    [Fact]
    public void LockFile_OfEveryProject_IsInTheTree() => Inspection.Pass(
        "Every project has a packages.lock.json, written by dotnet restore and committed.",
        Repository.ProjectFiles.Select(project => $"{project[..project.LastIndexOf('/')]}/packages.lock.json"),
        file => Repository.Files.Contains(file) ? null : $"{file} is missing");

    private static bool IsCommand(string project) => project.StartsWith("tools/", StringComparison.Ordinal);
}
