using System.Security.Cryptography;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Objects;

/// <summary>From a registered key to an entity of the table <c>PublicKeys</c> and back: the partition is the affiliate, the row the reader.</summary>
internal static class PublicKeyEntity
{
    internal const string Table = "PublicKeys";
    private const string IdName = "RegistrationId";
    private const string KeyName = "KeyBytes";
    private const string UrlName = "Url";
    private const string MetadataName = "Metadata";
    private const string HeaderName = "AuthHeader";
    private const string HashName = "AuthValueHash";
    private const string CreatedName = "CreatedTicks";

    internal static TableEntity Write(PublicKeyRow row) => new(row.Affiliate.ToString(), row.Reader.ToString())
    {
        { IdName, row.Id },
        { KeyName, row.KeyBytes.ToArray() },
        { UrlName, row.Url },
        { MetadataName, row.Metadata.ToArray() },
        { HeaderName, row.AuthHeader },
        { HashName, row.AuthValueHash.ToArray() },
        { CreatedName, row.Created.UtcTicks },
    };

    internal static PublicKeyRow Read(string doing, AffiliateName affiliate, TableEntity entity) => StoredRow.Read(doing, Table, entity, _ =>
    {
        var row = new PublicKeyRow
        {
            Affiliate = affiliate,
            Reader = ReaderId.FromStored(StoredRow.Digest(entity, "RowKey")),
            Id = entity.GetGuid(IdName)!.Value,
            KeyBytes = StoredRow.Bytes(entity, KeyName),
            Url = entity.GetString(UrlName) ?? throw new FormatException("It has no URL, not even an empty one."),
            Metadata = StoredRow.Bytes(entity, MetadataName),
            AuthHeader = entity.GetString(HeaderName),
            AuthValueHash = StoredRow.Bytes(entity, HashName),
            Created = StoredRow.Time(entity, CreatedName),
            Version = entity.ETag.ToString(),
        };
        // A key whose header or hash got lost must not read as one that needs none.
        return row.AuthValueHash.Length == (row.AuthHeader is null ? 0 : SHA256.HashSizeInBytes) ? row : throw new FormatException("Its header and hash do not belong together.");
    });
}
