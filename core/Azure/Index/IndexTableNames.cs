using System.Globalization;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Index;

/// <summary>
/// Names in the table <c>Scopes</c>: partition <c>affiliate|scope</c>; rows <c>s</c> (the scope), <c>s|r|name hash</c> (records), <c>s|t|uuid</c> (sessions) and
/// <c>h|name hash|height</c> (history). One range holds what stands, the scope first, so that its tag is never newer than what is read after it. <c>}</c> ends a range after <c>|</c>.
/// </summary>
internal static class IndexTableNames
{
    internal const string Table = "Scopes";
    internal const string Scope = "s";
    internal const string AfterStanding = "s}";
    private const string Record = "s|r|";
    private const string Session = "s|t|";

    internal static string Partition(AffiliateName affiliate, MetadataAddress scope) => $"{affiliate}|{scope}";

    internal static string FirstPartition(AffiliateName affiliate) => $"{affiliate}|";

    internal static string AfterPartitions(AffiliateName affiliate) => $"{affiliate}}}";

    internal static string RecordRow(MetadataAddress record) => Record + NameHash(record);

    internal static string SessionRow(MetadataAddress session) => Session + session.SecondaryUuid!.Value.ToString("N");

    internal static bool IsRecord(string row) => row.StartsWith(Record, StringComparison.Ordinal);

    internal static bool IsSession(string row) => row.StartsWith(Session, StringComparison.Ordinal);

    internal static string HistoryRow(MetadataAddress record, long height) => string.Create(CultureInfo.InvariantCulture, $"h|{NameHash(record)}|{height:D19}");

    internal static string AfterHistory(MetadataAddress record) => $"h|{NameHash(record)}}}";

    private static string NameHash(MetadataAddress record) => Convert.ToHexStringLower(record.NameHash.Span);
}
