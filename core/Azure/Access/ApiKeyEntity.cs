using P8e.Access.Callers;
using P8e.Access.Keys;
using P8e.Azure.Rows;
using P8e.Azure.Tables;

namespace P8e.Azure.Access;

/// <summary>API keys as rows of the table <c>Access</c>: one partition, whose name no affiliate's can be, and the key's id as row key.</summary>
internal static class ApiKeyEntity
{
    internal const string Table = "Access";
    internal const string Partition = "|api-keys";
    internal const string RevokedName = "RevokedTicks";
    internal const string RevokedByName = "RevokedBy";
    private const string HashName = "KeyHash";
    private const string NameName = "KeyName";
    private const string GrantsName = "Grants";
    private const string CreatedName = "CreatedTicks";
    private const string CreatedByName = "CreatedBy";
    private const string ExpiresName = "ExpiresTicks";
    private const int HashChars = 64;

    internal static TableEntity Write(ApiKey key)
    {
        var entity = new TableEntity(Partition, key.Id)
        {
            { HashName, key.Hash },
            { NameName, key.Name },
            { GrantsName, key.Grants.ToString() },
            { CreatedName, key.Created.UtcTicks },
            { CreatedByName, key.CreatedBy },
            { ExpiresName, key.Expires.UtcTicks },
        };
        if (key.Revoked is { } revoked)
        {
            entity.Add(RevokedName, revoked.UtcTicks);
            entity.Add(RevokedByName, key.RevokedBy);
        }

        return entity;
    }

    /// <summary>A row that says less than it was written with would let somebody in, so every value must be there, and the grants be whole.</summary>
    internal static ApiKey Read(string doing, TableEntity entity) => StoredRow.Read(doing, Table, entity, row =>
    {
        var grants = AccessGrants.Read(Text(row, GrantsName).Split(' '), string.Empty, out var isWhole);
        var revoked = StoredRow.OptionalTime(row, RevokedName);
        var key = new ApiKey
        {
            Id = row.RowKey!,
            Hash = Text(row, HashName),
            Name = Text(row, NameName),
            Grants = grants,
            CreatedBy = Text(row, CreatedByName),
            Created = StoredRow.Time(row, CreatedName),
            Expires = StoredRow.Time(row, ExpiresName),
            Revoked = revoked,
            RevokedBy = revoked is null ? row.GetString(RevokedByName) : Text(row, RevokedByName),
        };
        return isWhole && ApiKeyText.IsId(key.Id) && key.Hash.Length == HashChars && key.Hash.All(char.IsAsciiHexDigitLower) && (revoked is not null || key.RevokedBy is null)
            ? key
            : throw new FormatException("It is not a key.");
    });

    private static string Text(TableEntity entity, string name) => entity.GetString(name) ?? throw new FormatException($"The value '{name}' is missing.");
}
