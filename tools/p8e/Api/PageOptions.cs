using System.CommandLine;

namespace P8e.Cli.Api;

/// <summary>Options of commands that show one page of a list.</summary>
internal static class PageOptions
{
    /// <summary>What every list gives.</summary>
    private const int MostMax = 100;

    internal static readonly Option<int> Most = new("--most") { Description = $"Most rows, 1 to {MostMax}.", DefaultValueFactory = _ => 20 };
    internal static readonly Option<string?> Cursor = new("--cursor") { Description = "Where an earlier page ended; it said so." };

    static PageOptions() => Most.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var most) && most is < 1 or > MostMax)
        {
            result.AddError($"--most {most}: give a number from 1 to {MostMax}.");
        }
    });

    internal static string Page(ParseResult parsed, string path) => ApiPath.Page(path, parsed.GetValue(Most), parsed.GetValue(Cursor));
}
