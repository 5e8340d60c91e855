using P8e.Azure.Tables;
using P8e.Protocol.Errors;

namespace P8e.Azure.Rows;

/// <summary>Reads entities of which a port knows nothing but rows.</summary>
internal static class StoredRow
{
    private const int DigestChars = 43;

    /// <summary>Reads an entity.</summary>
    /// <param name="doing">What is being done, as the start of a message.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="read">Makes the row; what it throws over an entity that is not ours is damage.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.StorageRowDamaged"/>: somebody else has written into the table.</exception>
    internal static T Read<T>(string doing, string table, TableEntity entity, Func<TableEntity, T> read)
    {
        try
        {
            return read(entity);
        }
        catch (Exception error) when (RowParts.IsDamage(error))
        {
            throw Damaged(doing, table, entity, error);
        }
    }

    internal static P8eStateException Damaged(string doing, string table, TableEntity entity, Exception? cause = null) =>
        new(StateErrorKind.Conflict, ErrorCodes.StorageRowDamaged, RowParts.DamageMessage(doing, table, entity), cause);

    /// <summary>Bytes that must be there, be it none.</summary>
    /// <exception cref="FormatException">They are missing.</exception>
    internal static byte[] Bytes(TableEntity entity, string name) => entity.GetBinary(name) ?? throw new FormatException($"The value '{name}' is missing.");

    /// <summary>A text that must be the base64url of a SHA-256, because it becomes part of a row key.</summary>
    /// <exception cref="FormatException">It is another one, or none.</exception>
    internal static string Digest(TableEntity entity, string name) =>
        entity.GetString(name) is { Length: DigestChars } text && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? text
            : throw new FormatException($"The value '{name}' is not a digest.");

    /// <summary>A time that was written as its ticks.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    internal static DateTimeOffset Time(TableEntity entity, string name) => OptionalTime(entity, name) ?? throw new FormatException($"The value '{name}' is missing.");

    /// <summary>As <see cref="Time"/>, or null when there is none.</summary>
    internal static DateTimeOffset? OptionalTime(TableEntity entity, string name) => entity.GetInt64(name) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>A number that must be one of an enumeration.</summary>
    /// <exception cref="FormatException">It is another one, or none.</exception>
    internal static T Choice<T>(TableEntity entity, string name)
        where T : struct, Enum =>
        entity.GetInt32(name) is { } number && Enum.IsDefined(typeof(T), number) ? (T)Enum.ToObject(typeof(T), number) : throw new FormatException($"The value '{name}' means nothing.");
}
