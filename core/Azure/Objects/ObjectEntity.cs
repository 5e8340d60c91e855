using System.Buffers.Text;
using System.Text.Json;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Objects;

/// <summary>From an object's row to a table entity and back.</summary>
internal static class ObjectEntity
{
    private const int ReaderBytes = 32;
    private const string KeyName = "ObjectKey";
    private const string IdName = "ObjectId";
    private const string HeaderName = "Header";
    private const string PayloadName = "Payload";
    private const string PropertiesName = "Properties";
    private const string ReadersName = "Readers";
    private const string ContentLengthName = "ContentLength";
    private const string PayloadLengthName = "PayloadLength";
    private const string RetainName = "RetainUntilTicks";
    private const string HoldName = "LegalHold";
    private const string OwnName = "Own";
    private const string ShreddedTimeName = "ShreddedTicks";
    private const string ShreddedByName = "ShreddedBy";
    private const string Reading = "Reading the row of an object";
    internal const string CreatedName = "Created";
    internal const string BlobName = "Blob";

    /// <summary>Set in a tombstone, which stands under the name of its object, so that nothing can be inserted there.</summary>
    internal const string ShreddedName = "Shredded";

    internal static TableEntity Write(ObjectRow row)
    {
        var entity = new TableEntity(ObjectTableNames.Partition(row.Affiliate, row.Key), ObjectTableNames.ObjectRow(row.Audience))
        {
            { KeyName, row.Key.Bytes.ToArray() },
            { IdName, row.ObjectId },
            { ContentLengthName, row.ContentLength },
            { PayloadLengthName, row.PayloadLength },
            { CreatedName, row.Created },
        };
        entity.Add(BlobName, row.BlobName);
        entity.Add(RetainName, row.RetainUntil?.UtcTicks);
        entity.Add(HoldName, row.LegalHold ? true : null);
        entity.Add(OwnName, row.IsOwn ? true : null);
        RowParts.Add(entity, HeaderName, row.Header);
        RowParts.Add(entity, PayloadName, row.InlinePayload);
        RowParts.Add(entity, PropertiesName, JsonSerializer.SerializeToUtf8Bytes(row.Properties.Select(property => new[] { property.Key, Convert.ToBase64String(property.Value.Span) })));
        RowParts.Add(entity, ReadersName, JoinReaders(row.Readers));
        return entity;
    }

    internal static TableEntity Write(ObjectTombstone tombstone)
    {
        var entity = new TableEntity(ObjectTableNames.Partition(tombstone.Affiliate, tombstone.Key), ObjectTableNames.ObjectRow(tombstone.Audience))
        {
            { ShreddedName, true },
            { KeyName, tombstone.Key.Bytes.ToArray() },
            { IdName, tombstone.ObjectId },
            { ContentLengthName, tombstone.ContentLength },
            { PayloadLengthName, tombstone.PayloadLength },
            { BlobName, tombstone.BlobName },
            { CreatedName, tombstone.Created },
            { ShreddedTimeName, tombstone.Shredded.UtcTicks },
            { ShreddedByName, tombstone.ShreddedBy },
        };
        RowParts.Add(entity, ReadersName, JoinReaders(tombstone.Readers));
        return entity;
    }

    /// <summary>A value that was asked for and is not there comes as null.</summary>
    internal static bool IsTombstone(TableEntity entity) => entity[ShreddedName] is not null;

    /// <summary>Reads an object's row.</summary>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.StorageRowDamaged"/>: somebody else has written into the table.</exception>
    internal static ObjectRow Read(AffiliateName affiliate, TableEntity entity) =>
        StoredRow.Read(Reading, ObjectTableNames.Table, entity, _ => ReadParts(affiliate, entity));

    /// <summary>Reads a tombstone.</summary>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.StorageRowDamaged"/>: somebody else has written into the table.</exception>
    internal static ObjectTombstone ReadTombstone(AffiliateName affiliate, TableEntity entity) => StoredRow.Read(Reading, ObjectTableNames.Table, entity, _ => new ObjectTombstone
    {
        Affiliate = affiliate,
        Key = ObjectKey.FromBytes(StoredRow.Bytes(entity, KeyName)),
        Audience = ObjectTableNames.AudienceOf(entity.RowKey!),
        Readers = SplitReaders(RowParts.Join(entity, ReadersName).Span),
        ObjectId = entity.GetGuid(IdName)!.Value,
        ContentLength = entity.GetInt64(ContentLengthName)!.Value,
        PayloadLength = entity.GetInt64(PayloadLengthName)!.Value,
        BlobName = entity.GetString(BlobName),
        Created = entity.GetDateTimeOffset(CreatedName)!.Value,
        Shredded = StoredRow.Time(entity, ShreddedTimeName),
        ShreddedBy = entity.GetString(ShreddedByName) ?? throw new FormatException("It does not say who did it."),
        Version = entity.ETag.ToString(),
    });

    private static ObjectRow ReadParts(AffiliateName affiliate, TableEntity entity) => new()
    {
        Affiliate = affiliate,
        Key = ObjectKey.FromBytes(StoredRow.Bytes(entity, KeyName)),
        Audience = ObjectTableNames.AudienceOf(entity.RowKey!),
        Readers = SplitReaders(RowParts.Join(entity, ReadersName).Span),
        ObjectId = entity.GetGuid(IdName)!.Value,
        Header = RowParts.Join(entity, HeaderName),
        Properties = ReadProperties(RowParts.Join(entity, PropertiesName).Span),
        ContentLength = entity.GetInt64(ContentLengthName)!.Value,
        PayloadLength = entity.GetInt64(PayloadLengthName)!.Value,
        BlobName = entity.GetString(BlobName),
        InlinePayload = RowParts.Join(entity, PayloadName),
        Created = entity.GetDateTimeOffset(CreatedName)!.Value,
        RetainUntil = StoredRow.OptionalTime(entity, RetainName),
        LegalHold = entity.GetBoolean(HoldName) ?? false,
        IsOwn = entity.GetBoolean(OwnName) ?? false,
        Version = entity.ETag.ToString(),
    };

    private static byte[] JoinReaders(IReadOnlyList<ReaderId> readers)
    {
        var bytes = new byte[readers.Count * ReaderBytes];
        for (var i = 0; i < readers.Count; i++)
        {
            _ = Base64Url.DecodeFromChars(readers[i].ToString(), bytes.AsSpan(i * ReaderBytes));
        }

        return bytes;
    }

    private static ReaderId[] SplitReaders(ReadOnlySpan<byte> bytes)
    {
        var readers = new ReaderId[bytes.Length / ReaderBytes];
        for (var i = 0; i < readers.Length; i++)
        {
            readers[i] = ReaderId.FromStored(Base64Url.EncodeToString(bytes.Slice(i * ReaderBytes, ReaderBytes)));
        }

        return readers;
    }

    private static KeyValuePair<string, ReadOnlyMemory<byte>>[] ReadProperties(ReadOnlySpan<byte> json) =>
        [.. JsonSerializer.Deserialize<string[][]>(json)!.Select(pair => new KeyValuePair<string, ReadOnlyMemory<byte>>(pair[0], Convert.FromBase64String(pair[1])))];
}
