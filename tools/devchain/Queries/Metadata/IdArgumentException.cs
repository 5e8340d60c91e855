namespace P8e.Devchain.Queries.Metadata;

/// <summary>An id of a request is wrong; the queries put words of their own before it.</summary>
internal sealed class IdArgumentException(string text) : Exception(text);
