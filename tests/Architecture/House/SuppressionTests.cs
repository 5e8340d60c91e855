using System.Text.RegularExpressions;
using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.House;

/// <summary>A warning is an error; where one is switched off, a sentence on the same line says why.</summary>
public sealed partial class SuppressionTests
{
    [Fact]
    public void Suppression_Anywhere_CarriesASentence() => Inspection.Pass(
        "A suppression has its reason on the same line (#pragma warning disable X // why · <NoWarn>…</NoWarn><!-- why --> · Justification = \"why\").",
        from file in Repository.Files
        where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith("proj", StringComparison.Ordinal) || file.EndsWith(".props", StringComparison.Ordinal)
        from line in Repository.ReadLines(file).Select((text, index) => (text, index))
        where Suppression().IsMatch(line.text)
        select (file, line.text, line.index),
        found => HasReason(found.text) ? null : $"{found.file}:{found.index + 1} {found.text.Trim()}");

    [Theory]
    [InlineData("#pragma warning disable CA1000 // generic factories are the point here", true)]
    [InlineData("#pragma warning disable CA1000", false)]
    [InlineData("#pragma warning disable CA1000 //", false)]
    [InlineData("    <NoWarn>CS1591</NoWarn><!-- nobody calls programs -->", true)]
    [InlineData("    <NoWarn>CS1591</NoWarn>", false)]
    [InlineData("[SuppressMessage(\"A\", \"B\", Justification = \"recorded by others\")]", true)]
    [InlineData("[SuppressMessage(\"A\", \"B\")]", false)]
    public void HasReason_OfASuppression_SeesTheSentence(string line, bool expected)
    {
        Assert.Matches(Suppression(), line);
        Assert.Equal(expected, HasReason(line));
    }

    private static bool HasReason(string line) => Reason().IsMatch(line);

    [GeneratedRegex(@"^\s*(#pragma warning disable|<NoWarn|<WarningsNotAsErrors|\[(assembly: |module: )?(System\.Diagnostics\.CodeAnalysis\.)?(Unconditional)?SuppressMessage)")]
    private static partial Regex Suppression();

    // Two words at least.
    [GeneratedRegex(@"//\s*\w+\s+\w+|<!--\s*\w+\s+\w+|Justification\s*=\s*""\w+\s+\w+")]
    private static partial Regex Reason();
}
