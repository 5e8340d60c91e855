using System.Text.RegularExpressions;
using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.House;

/// <summary>A name says what a thing is for; a drawer for everything has no such name.</summary>
public sealed partial class NameTests
{
    private const string Rule = "Names are the domain's words: no Util(s), Utility, Helper(s), Common, Manager, Misc.";

    private static readonly string[] Vague = ["Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Common", "Manager", "Misc"];

    [Fact]
    public void FileName_OfTheTree_IsNotVague() => Inspection.Pass(
        Rule,
        // The paths under protos/ are package names that other parties fixed long ago.
        Repository.Files.Where(file => !file.StartsWith("protos/", StringComparison.Ordinal)),
        file => file.Split('/', '.').Any(IsVague) ? file : null);

    [Fact]
    public void TypeName_OfTheTree_IsNotVague() => Inspection.Pass(
        Rule,
        from file in Repository.SourceFiles
        from Match match in Declaration().Matches(Repository.ReadText(file))
        select (file, name: match.Groups[1].Value),
        declared => IsVague(declared.name) ? $"{declared.file}: {declared.name}" : null);

    [Theory]
    [InlineData("StringUtils", true)]
    [InlineData("KeyManagerFactory", true)]
    [InlineData("common", true)]
    [InlineData("Commonality", false)]
    [InlineData("Utilization", false)]
    public void IsVague_OfAName_LooksAtItsWords(string name, bool expected) => Assert.Equal(expected, IsVague(name));

    private static bool IsVague(string name) => Word().Matches(name).Any(word => Vague.Contains(word.Value, StringComparer.OrdinalIgnoreCase));

    [GeneratedRegex("[A-Z]?[a-z]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\s*(?:\w+\s+)*(?:class|interface|enum|struct|record)\s+([A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
