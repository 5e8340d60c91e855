namespace P8e.Chain.Node;

/// <summary>Texts of a node in our messages and rows: printable and of bounded length, because anybody can be behind a node's address.</summary>
internal static class NodeText
{
    internal const int LengthMaximum = 1000;

    internal static string Shorten(string text)
    {
        var head = string.Concat(text.Take(LengthMaximum).Select(c => c is >= ' ' and not '\u007f' && !char.IsSurrogate(c) ? c : ' '));
        return text.Length <= LengthMaximum ? head : head + "…";
    }
}
