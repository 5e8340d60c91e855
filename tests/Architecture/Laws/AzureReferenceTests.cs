using System.Xml.Linq;
using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.Laws;

/// <summary>Law 1: only the room Azure references an Azure package.</summary>
public sealed class AzureReferenceTests
{
    private const string Rule = "Only core/Azure may use an Azure.* package: put a port in the room and its adapter in core/Azure.";

    [Fact]
    public void CompiledReferences_OfEveryRoomButAzure_NameNoAzurePackage() => Inspection.Pass(
        Rule,
        from room in CompiledAssembly.Rooms
        where room.Room != "Azure"
        from reference in room.References
        select (room.Name, reference),
        use => Offence(use.Name, use.reference));

    [Fact]
    public void CompiledReferences_OfAzure_NameAzurePackages() =>
        Assert.Contains(CompiledAssembly.Beside("P8e.Azure").References, reference => Offence("P8e.Azure", reference) is not null);

    [Fact]
    public void CompiledReferences_OfTheCounterexample_AreReported() =>
        Assert.Contains(CompiledAssembly.OfTheseTests.References, reference => Offence("counterexample", reference) is not null);

    [Fact]
    public void ProjectFiles_ThatNameAnAzurePackage_AreOfTheRoomAzure() => Inspection.Pass(
        Rule,
        from project in Repository.ProjectFiles
        from package in XDocument.Load(Repository.FullPath(project)).Descendants("PackageReference")
        let name = (string?)package.Attribute("Include")
        where name is not null && name.StartsWith("Azure.", StringComparison.Ordinal)
        select (project, name),
        use => use.project == "core/Azure/Azure.csproj" ? null : $"{use.project}: {use.name}");

    private static string? Offence(string assembly, string reference) =>
        reference.StartsWith("Azure.", StringComparison.Ordinal) ? $"{assembly} references {reference}" : null;
}
