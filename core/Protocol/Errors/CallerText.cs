namespace P8e.Protocol.Errors;

/// <summary>How a caller's own text is quoted in an error message: short, on one line, printable.</summary>
internal static class CallerText
{
    // The text may be anything: it is quoted only as far as it helps to find it again.
    internal static string Quote(string text, int most = 24)
    {
        var head = string.Concat(text.Take(most).Select(c => c is >= ' ' and <= '~' ? c : '?'));
        return text.Length <= most ? $"'{head}'" : $"'{head}…' ({text.Length} characters)";
    }
}
