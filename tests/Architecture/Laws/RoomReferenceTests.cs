using System.Xml.Linq;
using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.Laws;

/// <summary>Law 6: no room references one that the README's table does not list, and the table has no cycle.</summary>
public sealed class RoomReferenceTests
{
    private const string Rule = "The room table of README.md says what a room may reference. "
        + "A new reference is a decision: write it into the table, or do without.";

    [Fact]
    public void CompiledReferences_BetweenRooms_AreInTheTable() => Inspection.Pass(
        Rule,
        from room in CompiledAssembly.Rooms
        from reference in room.References
        where reference.StartsWith("P8e.", StringComparison.Ordinal)
        select (room.Room, Referenced: reference["P8e.".Length..]),
        Offence);

    [Fact]
    public void ProjectReferences_BetweenRooms_AreInTheTable() => Inspection.Pass(
        Rule,
        from room in Repository.Rooms
        from project in Included(room, "ProjectReference")
        select (room, Path.GetFileNameWithoutExtension((string)project.Attribute("Include")!)),
        Offence);

    [Fact]
    public void PackageReferences_OfEveryRoom_AreInTheTable() => Inspection.Pass(
        Rule,
        from room in Repository.Rooms
        from package in Included(room, "PackageReference")
        // Tools of the build (the protobuf compiler, analyzers) are no part of the room.
        where (string?)package.Attribute("PrivateAssets") != "all"
        select (room, (string)package.Attribute("Include")!),
        Offence);

    [Fact]
    public void Table_FollowedFromAnyRoom_NeverComesBack() => Inspection.Pass(
        "The room table of README.md has a cycle.",
        RoomTable.MayReference.Keys,
        room => Reachable(room).Contains(room) ? $"{room} reaches itself" : null);

    [Theory]
    [InlineData("Contracts", "Azure")]
    [InlineData("Protocol", "Cryptography")]
    [InlineData("NoSuchRoom", "Protocol")]
    public void Table_OfAReferenceItDoesNotList_ReportsIt(string room, string referenced) => Assert.NotNull(Offence((room, referenced)));

    private static IEnumerable<XElement> Included(string room, string kind) =>
        XDocument.Load(Repository.FullPath($"core/{room}/{room}.csproj")).Descendants(kind);

    private static string? Offence((string Room, string Referenced) use) =>
        RoomTable.Allows(use.Room, use.Referenced) ? null : $"{use.Room} references {use.Referenced}";

    private static HashSet<string> Reachable(string start)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out var room))
        {
            foreach (var next in RoomTable.MayReference.GetValueOrDefault(room, []).Where(reached.Add))
            {
                open.Push(next);
            }
        }

        return reached;
    }
}
