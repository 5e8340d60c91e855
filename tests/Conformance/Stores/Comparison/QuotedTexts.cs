namespace P8e.Conformance.Stores.Comparison;

/// <summary>Status texts of the reference server that are those of its libraries: the status alone counts (object-store 12.2).</summary>
internal static class QuotedTexts
{
    private static readonly (string Mark, string Library)[] s_marks =
    [
        ("DimeError(SerdeDecodeError(", "JSON"),
        ("DimeError(ProstDecodeError(", "protobuf"),
        ("failed to decode Protobuf message", "protobuf"),
        ("DimeError(Utf8Error(", "UTF-8"),
        ("DimeError(InternalInvalidState(", "UTF-8"),
        ("UuidError(", "UUID"),
        ("SqlError(", "database"),
        ("StorageError(", "files"),
    ];

    /// <summary>What is quoted, or null for the server's own words.</summary>
    internal static string? Quotes(string message) => s_marks.FirstOrDefault(mark => message.Contains(mark.Mark, StringComparison.Ordinal)).Library;
}
