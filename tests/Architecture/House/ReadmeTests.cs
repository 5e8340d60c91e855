using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.House;

/// <summary>The front page and the rooms' pages against the tree, both ways.</summary>
public sealed class ReadmeTests
{
    private const int LongestRoomPage = 90;

    [Fact]
    public void RoomTable_OfTheTree_ListsEveryRoom() => Inspection.Pass(
        "A folder of core/ has no row in the room table of README.md.",
        Repository.Rooms,
        room => RoomTable.MayReference.ContainsKey(room) ? null : room);

    [Fact]
    public void RoomTable_Rows_AreRoomsOfTheTree() => Inspection.Pass(
        "The room table of README.md lists a room that does not exist.",
        RoomTable.MayReference.Keys,
        room => Repository.Rooms.Contains(room) ? null : room);

    [Fact]
    public void CoreFolders_OfTheTree_AreRooms() => Inspection.Pass(
        "A folder of core/ holds a project of the same name.",
        Repository.Files.Where(file => file.StartsWith("core/", StringComparison.Ordinal)).Select(file => file.Split('/')[1]),
        folder => Repository.Rooms.Contains(folder) ? null : folder);

    [Fact]
    public void RoomPage_OfEveryRoom_IsOnePage() => Inspection.Pass(
        $"Every room has a README.md of at most {LongestRoomPage} lines: what it does, its formats, its limits, who calls it.",
        Repository.Rooms.Select(room => $"core/{room}/README.md"),
        page => !File.Exists(Repository.FullPath(page)) ? $"{page} is missing"
            : Repository.ReadLines(page).Length > LongestRoomPage ? $"{page} has {Repository.ReadLines(page).Length} lines"
            : null);

    [Fact]
    public void TopLevelNames_OfTheTree_AreListed()
    {
        var listed = ListedNames();
        Inspection.Pass(
            "A name at the top of the tree is missing in the README's table | at the top | what it is |.",
            Repository.Files.Select(file => file.Split('/')[0]).Distinct(),
            name => listed.Contains(name) ? null : name);
    }

    [Fact]
    public void TopLevelNames_Listed_Exist() => Inspection.Pass(
        "The README's table | at the top | what it is | lists something that does not exist.",
        ListedNames(),
        name => Path.Exists(Repository.FullPath(name)) ? null : name);

    private static HashSet<string> ListedNames() =>
        [.. MarkdownTable.Read("README.md", "at the top", "what it is").SelectMany(row => MarkdownTable.Quoted(row[0])).Select(name => name.TrimEnd('/'))];
}
