using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.House;

/// <summary>What each room shows to the others is a list in the tree, so that a change of it shows in review.</summary>
public sealed class PublicTypeTests
{
    private const string Folder = "tests/Architecture/PublicTypes";

    public static TheoryData<string> Rooms => [.. Repository.Rooms];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void PublicTypes_OfARoom_AreTheListedOnes(string room)
    {
        string[] found = [.. CompiledAssembly.Beside($"P8e.{room}").Types
            .Where(type => type.IsVisible && !type.IsWrittenByCompiler)
            .Select(type => type.FullName)
            .Order(StringComparer.Ordinal)];
        var list = $"{Folder}/{room}.txt";

        if (Environment.GetEnvironmentVariable("P8E_ACCEPT") == "1")
        {
            File.WriteAllLines(Repository.FullPath(list), found);
        }

        Assert.True(File.Exists(Repository.FullPath(list)), $"{list} is missing. {HowToAccept}");
        string[] listed = Repository.ReadLines(list);
        string[] changes = [.. found.Except(listed).Select(type => $"+ {type}"), .. listed.Except(found).Select(type => $"- {type}")];
        Assert.True(changes.Length == 0, $"{list} differs from what the room shows. {HowToAccept}\n  {string.Join("\n  ", changes)}");
    }

    [Fact]
    public void Lists_OfPublicTypes_BelongToARoom() => Inspection.Pass(
        "A list of public types belongs to a room that is gone.",
        Repository.Files.Where(file => file.StartsWith(Folder + "/", StringComparison.Ordinal)),
        file => Repository.Rooms.Contains(Path.GetFileNameWithoutExtension(file)) ? null : file);

    private const string HowToAccept = "Is every new type called by another room? If so, accept the list and commit it:\n"
        + "  P8E_ACCEPT=1 artifacts/bin/Architecture.Tests/release/P8e.Architecture.Tests -class P8e.Architecture.Tests.House.PublicTypeTests";
}
