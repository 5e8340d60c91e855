using System.Text.RegularExpressions;

namespace P8e.Conformance.Chain;

/// <summary>
/// Takes out of a log what the recording's page excepts: source positions in square brackets, the stack of a panic, gas figures and the place
/// where gas ran out, and bytes that are no text.
/// </summary>
internal static partial class LogText
{
    private const string Stack = "\nstack:\n";

    internal static string Comparable(string log)
    {
        var stack = log.IndexOf(Stack, StringComparison.Ordinal);
        var text = stack < 0 ? log : log[..stack];
        text = Position().Replace(text, string.Empty);
        text = OutOfGas().Replace(text, "out of gas in location: *; gasWanted: $1, gasUsed: *");
        return RawKey().Replace(text, "failed to delete grant with key *: ");
    }

    [GeneratedRegex(@" \[[^\[\]\s]+@[^\[\]\s]+\.go:\d+\]")]
    private static partial Regex Position();

    [GeneratedRegex(@"out of gas in location: [^;]+; gasWanted: (\d+), gasUsed: \d+")]
    private static partial Regex OutOfGas();

    [GeneratedRegex("failed to delete grant with key .*: ", RegexOptions.Singleline)]
    private static partial Regex RawKey();
}
