namespace P8e.Devchain.History;

/// <summary>A search was refused; the text is the node's. Never leaves the surfaces.</summary>
internal sealed class SearchException(string text) : Exception(text);
