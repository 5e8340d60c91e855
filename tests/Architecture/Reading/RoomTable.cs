namespace P8e.Architecture.Tests.Reading;

/// <summary>The room table of the root README: which room may reference which rooms and packages.</summary>
internal static class RoomTable
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> MayReference { get; } =
        MarkdownTable.Read("README.md", "room", "belongs here", "may reference")
            .ToDictionary(row => MarkdownTable.Quoted(row[0]).Single(), row => MarkdownTable.Quoted(row[2]));

    /// <summary>Whether the table lets a room reference a room or a package; <c>Azure.*</c> stands for every name that begins so.</summary>
    public static bool Allows(string room, string referenced) => MayReference.GetValueOrDefault(room, []).Any(entry =>
        entry.EndsWith('*') ? referenced.StartsWith(entry[..^1], StringComparison.Ordinal) : entry == referenced);
}
