using System.Buffers.Text;
using System.Text.Json;
using P8e.Azure.Tables;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Objects;

/// <summary>From an object's row to a table entity and back. Long values are cut into properties of at most 64 KiB.</summary>
internal static class ObjectEntity
{
    private const int PropertyBytesMax = 64 * 1024;
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

        AddParts(entity, HeaderName, row.Header);
        AddParts(entity, PayloadName, row.InlinePayload);
        AddParts(entity, PropertiesName, JsonSerializer.SerializeToUtf8Bytes(row.Properties.Select(property => new[] { property.Key, Convert.ToBase64String(property.Value.Span) })));
        AddParts(entity, ReadersName, JoinReaders(row.Readers));
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
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or JsonException or NullReferenceException or IndexOutOfRangeException or P8eInputException)
        {
            throw new P8eStateException(
                StateErrorKind.Conflict,
                ErrorCodes.StorageRowDamaged,
                $"Reading the row of an object: row {entity.RowKey} of partition {entity.PartitionKey} in table {ObjectTableNames.Table} is not one that this program writes. Restore or delete it.",
                error);
        }
    }

    private static ObjectRow ReadParts(AffiliateName affiliate, TableEntity entity) => new()
    {
        Affiliate = affiliate,
        Key = ObjectKey.FromBytes(entity.GetBinary(KeyName)),
        Audience = ObjectTableNames.AudienceOf(entity.RowKey!),
        Readers = SplitReaders(JoinParts(entity, ReadersName).Span),
        ObjectId = entity.GetGuid(IdName)!.Value,
        Header = JoinParts(entity, HeaderName),
        Properties = ReadProperties(JoinParts(entity, PropertiesName).Span),
        ContentLength = entity.GetInt64(ContentLengthName)!.Value,
        PayloadLength = entity.GetInt64(PayloadLengthName)!.Value,
        BlobName = entity.GetString(BlobName),
        InlinePayload = JoinParts(entity, PayloadName),
        Created = entity.GetDateTimeOffset(CreatedName)!.Value,
        Version = entity.ETag.ToString(),
    };

    private static void AddParts(TableEntity entity, string name, ReadOnlyMemory<byte> value)
    {
        for (var part = 0; part * PropertyBytesMax < value.Length; part++)
        {
            var rest = value[(part * PropertyBytesMax)..];
            entity.Add($"{name}{part}", rest[..Math.Min(rest.Length, PropertyBytesMax)].ToArray());
        }
    }

    private static ReadOnlyMemory<byte> JoinParts(TableEntity entity, string name)
    {
        var first = entity.GetBinary($"{name}0");
        if (first is null || !entity.ContainsKey($"{name}1"))
        {
            return first; // Nearly always one part: no copy.
        }

        using var joined = new MemoryStream();
        for (var part = 0; entity.GetBinary($"{name}{part}") is { } bytes; part++)
        {
            joined.Write(bytes);
        }

        return joined.ToArray();
    }

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
