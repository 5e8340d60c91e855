using System.Text.RegularExpressions;
using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.House;

/// <summary>One type in a file, the file named after it, and no file too long to read at one sitting.</summary>
public sealed partial class SourceFileTests
{
    private const int LongestFile = 500;

    [Fact]
    public void SourceFile_OfCore_DeclaresOneTypeNamedLikeTheFile() => Inspection.Pass(
        "A file of core/ declares one type and has its name; a part of a type says which after a dot (Type.Part.cs).",
        Repository.SourceFiles.Where(file => file.StartsWith("core/", StringComparison.Ordinal)),
        file => Offence(file, Repository.ReadText(file)));

    [Theory]
    [InlineData("core/A/One.cs", "public sealed class One\n{\n    private enum Inner { }\n}\n", true)]
    [InlineData("core/A/One.Part.cs", "internal static partial class One\n{\n}\n", true)]
    [InlineData("core/A/One.cs", "public readonly record struct One<T>(T Value);\n", true)]
    [InlineData("core/A/One.cs", "public delegate Task<int> One(int value);\n", true)]
    [InlineData("core/A/One.cs", "public sealed class Two\n{\n}\n", false)]
    [InlineData("core/A/One.cs", "public sealed class One\n{\n}\n\ninternal enum Two { A }\n", false)]
    [InlineData("core/A/One.cs", "using System;\n", false)]
    public void Offence_OfAFile_IsFoundFromItsText(string file, string text, bool isRight) => Assert.Equal(isRight, Offence(file, text) is null);

    [Fact]
    public void SourceFile_OfTheTree_IsNotTooLong() => Inspection.Pass(
        $"A source file has at most {LongestFile} lines.",
        Repository.SourceFiles,
        file => Repository.ReadLines(file).Length > LongestFile ? $"{file}: {Repository.ReadLines(file).Length} lines" : null);

    private static string? Offence(string file, string text)
    {
        var expected = Path.GetFileName(file).Split('.')[0];
        var declared = TopLevelType().Matches(text).Select(match => match.Groups["name"].Value).ToArray();
        return declared is [var only] && only == expected ? null : $"{file} declares {(declared.Length == 0 ? "no type" : string.Join(", ", declared))}";
    }

    // With file-scoped namespaces (an error otherwise) a top-level type is a declaration that begins its line.
    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|abstract|static|partial|readonly|ref|unsafe)\s+)*"
        + @"(?:(?:class|interface|enum|struct|record(?:\s+(?:class|struct))?)\s+|delegate\s+(?:[^\s(]+\s+)+)(?<name>[A-Za-z_]\w*)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();
}
