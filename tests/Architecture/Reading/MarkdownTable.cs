namespace P8e.Architecture.Tests.Reading;

/// <summary>A table of a Markdown page, found by its header row.</summary>
internal static class MarkdownTable
{
    /// <summary>The cells of each row below the header; fails when the page has no such table.</summary>
    public static IReadOnlyList<string[]> Read(string page, params string[] header)
    {
        var lines = Repository.ReadLines(page);
        var start = Array.FindIndex(lines, line => Cells(line).SequenceEqual(header));
        Assert.True(start >= 0, $"{page} has no table with the header | {string.Join(" | ", header)} |");
        return [.. lines.Skip(start + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells)];
    }

    /// <summary>The words of a cell that stand in back quotes.</summary>
    public static IReadOnlyList<string> Quoted(string cell) => [.. cell.Split('`').Where((_, index) => index % 2 == 1)];

    private static string[] Cells(string line) =>
        line.StartsWith('|') ? [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())] : [];
}
