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
    private const string BlobName = "Blob";
    internal const string CreatedName = "Created";

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
        if (row.BlobName is not null)
        {
            entity.Add(BlobName, row.BlobName);
        }

        RowParts.Add(entity, HeaderName, row.Header);
        RowParts.Add(entity, PayloadName, row.InlinePayload);
        RowParts.Add(entity, PropertiesName, JsonSerializer.SerializeToUtf8Bytes(row.Properties.Select(property => new[] { property.Key, Convert.ToBase64String(property.Value.Span) })));
        RowParts.Add(entity, ReadersName, JoinReaders(row.Readers));
        return entity;
    }

    /// <summary>Reads an object's row.</summary>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.StorageRowDamaged"/>: somebody else has written into the table.</exception>
    internal static ObjectRow Read(AffiliateName affiliate, TableEntity entity)
    {
        try
        {
            return ReadParts(affiliate, entity);
        }
        catch (Exception error) when (RowParts.IsDamage(error))
        {
            throw new P8eStateException(
                StateErrorKind.Conflict, ErrorCodes.StorageRowDamaged, RowParts.DamageMessage("Reading the row of an object", ObjectTableNames.Table, entity), error);
        }
    }

    private static ObjectRow ReadParts(AffiliateName affiliate, TableEntity entity) => new()
    {
        Affiliate = affiliate,
        Key = ObjectKey.FromBytes(entity.GetBinary(KeyName)),
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
