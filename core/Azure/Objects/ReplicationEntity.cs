using System.Globalization;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Objects;

/// <summary>
/// From a queued object to an entity of the table <c>Due</c> and back: the partition is <c>affiliate|replication</c>, so that rows for several readers appear together, the row
/// <c>reader|due|object</c>.
/// </summary>
internal static class ReplicationEntity
{
    internal const string Table = "Due";

    /// <summary>Follows the affiliate's name.</summary>
    internal const string PartitionEnd = "|replication";

    private const string ReaderName = "Reader";
    private const string KeyName = "ObjectKey";
    private const string AudienceName = "Audience";
    private const string ObjectName = "ObjectId";
    private const string QueuedName = "QueuedTicks";
    private const string DueName = "DueTicks";
    private const string AttemptsName = "Attempts";
    private const string ErrorName = "LastError";

    internal static string Partition(AffiliateName affiliate) => affiliate + PartitionEnd;

    internal static string RowKey(ReplicationRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.Reader}|{row.Due.UtcTicks:D19}|{row.ObjectId:N}");

    /// <summary>The range of what a reader is due by a time.</summary>
    internal static (string First, string After) Rows(ReaderId reader, DateTimeOffset until) =>
        ($"{reader}|", string.Create(CultureInfo.InvariantCulture, $"{reader}|{until.UtcTicks:D19}}}"));

    internal static TableEntity Write(ReplicationRow row) => new(Partition(row.Affiliate), RowKey(row))
    {
        { ReaderName, row.Reader.ToString() },
        { KeyName, row.Key.Bytes.ToArray() },
        { AudienceName, row.Audience.ToString() },
        { ObjectName, row.ObjectId },
        { QueuedName, row.Queued.UtcTicks },
        { DueName, row.Due.UtcTicks },
        { AttemptsName, row.Attempts },
        { ErrorName, row.LastError },
    };

    internal static ReplicationRow Read(string doing, AffiliateName affiliate, TableEntity entity) => StoredRow.Read(doing, Table, entity, _ =>
    {
        var row = new ReplicationRow
        {
            Affiliate = affiliate,
            Reader = ReaderId.FromStored(StoredRow.Digest(entity, ReaderName)),
            Key = ObjectKey.FromBytes(StoredRow.Bytes(entity, KeyName)),
            Audience = AudienceId.FromStored(StoredRow.Digest(entity, AudienceName)),
            ObjectId = entity.GetGuid(ObjectName)!.Value,
            Queued = StoredRow.Time(entity, QueuedName),
            Due = StoredRow.Time(entity, DueName),
            Attempts = entity.GetInt32(AttemptsName)!.Value,
            LastError = entity.GetString(ErrorName),
        };
        return RowKey(row) == entity.RowKey ? row : throw new FormatException("It stands under another key.");
    });
}
