using System.Buffers;

namespace P8e.ObjectStore.Service;

/// <summary>A UUID as the Rust store takes it: with or without hyphens, in braces, or as a URN; case does not matter (recorded: ack-rules).</summary>
internal static class WireUuid
{
    private const string Urn = "urn:uuid:";

    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789abcdefABCDEF-{}");

    internal static bool TryParse(string text, out Guid id)
    {
        id = default;
        var bare = text.StartsWith(Urn, StringComparison.Ordinal) ? text[Urn.Length..] : text;
        if (bare.AsSpan().ContainsAnyExcept(Characters))
        {
            // The parser itself would pass over blanks.
            return false;
        }

        return Guid.TryParseExact(bare, "D", out id) || (bare.Length == text.Length && (Guid.TryParseExact(bare, "N", out id) || Guid.TryParseExact(bare, "B", out id)));
    }
}
