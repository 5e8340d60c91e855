using Azure;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.ObjectStore;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Objects;

/// <summary>From a mail's row to its two entities and back.</summary>
internal static class MailEntity
{
    private const string IdName = "MailId";
    private const string ReaderName = "Reader";
    private const string KeyName = "ObjectKey";
    private const string AudienceName = "Audience";
    private const string ObjectName = "ObjectId";
    private const string TypeName = "Type";
    private const string ArrivedName = "ArrivedTicks";
    private const string StateName = "State";
    private const string LeasedName = "LeasedUntilTicks";
    private const string DeliveriesName = "Deliveries";
    private const string ReasonName = "Reason";
    private const string SettledName = "SettledTicks";

    /// <summary>The same values under either key.</summary>
    internal static TableEntity Write(MailRow row, string rowKey) => new(MailTableNames.Partition(row.Affiliate), rowKey)
    {
        { IdName, row.MailId },
        { ReaderName, row.Reader.ToString() },
        { KeyName, row.Key.Bytes.ToArray() },
        { AudienceName, row.Audience.ToString() },
        { ObjectName, row.ObjectId },
        { TypeName, (int)row.Type },
        { ArrivedName, row.Arrived.UtcTicks },
        { StateName, (int)row.State },
        { LeasedName, row.LeasedUntil?.UtcTicks },
        { DeliveriesName, row.Deliveries },
        { ReasonName, row.Reason },
        { SettledName, row.Settled?.UtcTicks },
    };

    /// <summary>Reads either entity of a mail.</summary>
    internal static MailRow Read(string doing, AffiliateName affiliate, TableEntity entity) => StoredRow.Read(doing, MailTableNames.Table, entity, _ =>
    {
        var row = ReadParts(affiliate, entity);
        var place = MailTableNames.Place(row);
        var isOfPlace = entity.RowKey == place;
        return isOfPlace || entity.RowKey == MailTableNames.ById(row.MailId)
            ? row with { Version = new MailVersion(place, isOfPlace, entity.ETag).ToString() }
            : throw new FormatException("It stands under another key.");
    });

    internal static string Version(MailRow row, ETag idTag) => new MailVersion(MailTableNames.Place(row), IsOfPlace: false, idTag).ToString();

    private static MailRow ReadParts(AffiliateName affiliate, TableEntity entity) => new()
    {
        Affiliate = affiliate,
        MailId = entity.GetGuid(IdName)!.Value,
        Reader = ReaderId.FromStored(StoredRow.Digest(entity, ReaderName)),
        Key = ObjectKey.FromBytes(StoredRow.Bytes(entity, KeyName)),
        Audience = AudienceId.FromStored(StoredRow.Digest(entity, AudienceName)),
        ObjectId = entity.GetGuid(ObjectName)!.Value,
        Type = StoredRow.Choice<MailType>(entity, TypeName),
        Arrived = StoredRow.Time(entity, ArrivedName),
        State = StoredRow.Choice<MailState>(entity, StateName),
        LeasedUntil = StoredRow.OptionalTime(entity, LeasedName),
        Deliveries = entity.GetInt32(DeliveriesName)!.Value,
        Reason = entity.GetString(ReasonName),
        Settled = StoredRow.OptionalTime(entity, SettledName),
    };
}
