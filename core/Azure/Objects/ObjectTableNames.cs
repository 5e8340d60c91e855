using System.Buffers.Text;
using System.Security.Cryptography;
using P8e.ObjectStore;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Objects;

/// <summary>
/// Names in the table <c>Objects</c>: partition <c>affiliate|key</c>, rows <c>o|audience</c> and <c>r|reader|audience</c>. All parts are
/// derived; a caller's text never becomes a name (design section 6). <c>}</c> is the character after <c>|</c>, so it ends a range.
/// </summary>
internal static class ObjectTableNames
{
    internal const string Table = "Objects";
    internal const string FirstObject = "o|";
    internal const string AfterObjects = "o}";
    internal const string FirstReader = "r|";
    internal const string AfterReaders = "r}";
    private const int PlainKeyBytesMax = 64;
    private const int AudienceChars = 43;

    /// <summary>Partition of a key; keys longer than any hash are hashed.</summary>
    internal static string Partition(AffiliateName affiliate, ObjectKey key)
    {
        var bytes = key.Bytes.Span;
        return bytes.Length <= PlainKeyBytesMax
            ? $"{affiliate}|h{Base64Url.EncodeToString(bytes)}"
            : $"{affiliate}|x{Base64Url.EncodeToString(SHA256.HashData(bytes))}";
    }

    internal static string FirstPartition(AffiliateName affiliate) => $"{affiliate}|";

    internal static string AfterPartitions(AffiliateName affiliate) => $"{affiliate}}}";

    internal static string ObjectRow(AudienceId audience) => $"{FirstObject}{audience}";

    internal static string ReaderRow(ReaderId reader, AudienceId audience) => $"{FirstReader}{reader}|{audience}";

    internal static (string First, string After) ReaderRows(ReaderId reader) => ($"{FirstReader}{reader}|", $"{FirstReader}{reader}}}");

    /// <summary>Whether a text can be an audience, and so a part of a row key.</summary>
    internal static bool IsAudience(string text) => text.Length == AudienceChars && Base64Url.IsValid(text, out var bytes) && bytes == SHA256.HashSizeInBytes;

    /// <summary>The audience at the end of either kind of row key.</summary>
    internal static AudienceId AudienceOf(string rowKey) => AudienceId.FromStored(rowKey[^AudienceChars..]);
}
