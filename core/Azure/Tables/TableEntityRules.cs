using System.Buffers;

namespace P8e.Azure.Tables;

/// <summary>
/// The service's limits on rows ("Understanding the Table service data model"), checked before anything is sent. Messages name
/// properties, never values.
/// </summary>
internal static class TableEntityRules
{
    public const int MaxEntityBytes = 1024 * 1024;
    public const int MaxPropertyBytes = 64 * 1024;
    public const int MaxKeyCharacters = 512;
    public const int MaxNameCharacters = 255;

    /// <summary>255 with PartitionKey, RowKey and Timestamp.</summary>
    public const int MaxOwnProperties = 252;

    private static readonly SearchValues<char> ForbiddenInKeys = SearchValues.Create(
        [.. "/\\#?", .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(c => (char)c)]);

    private static readonly DateTimeOffset FirstDate = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Checks a row and gives its size by the service's formula, in bytes.</summary>
    public static int Check(TableEntity entity)
    {
        CheckKey(TableEntity.PartitionKeyName, entity.PartitionKey);
        CheckKey(TableEntity.RowKeyName, entity.RowKey);
        var size = 4L + (2L * (entity.PartitionKey!.Length + entity.RowKey!.Length));
        var own = 0;
        foreach (var (name, value) in entity.Items)
        {
            if (value is not null && !IsSystem(name))
            {
                CheckName(name);
                size += 8 + (2L * name.Length) + SizeOf(name, value);
                own++;
            }
        }

        if (own > MaxOwnProperties)
        {
            throw TableFailure.Refused(TableErrorCode.TooManyProperties, $"Writing a row: it has {own} properties, the limit is {MaxOwnProperties}.");
        }

        return size <= MaxEntityBytes
            ? (int)size
            : throw TableFailure.Refused(TableErrorCode.EntityTooLarge, $"Writing a row: it has {size} bytes, the limit is {MaxEntityBytes}.");
    }

    public static void CheckKey(string name, string? key)
    {
        if (key is null)
        {
            throw TableFailure.Refused(TableErrorCode.PropertiesNeedValue, $"Addressing a row: it has no {name}.");
        }

        if (key.Length > MaxKeyCharacters)
        {
            throw TableFailure.Refused(
                TableErrorCode.KeyValueTooLarge, $"Addressing a row: its {name} has {key.Length} characters, the limit is {MaxKeyCharacters}.");
        }

        if (key.AsSpan().ContainsAny(ForbiddenInKeys) || !IsWellFormed(key))
        {
            throw TableFailure.Refused(
                TableErrorCode.OutOfRangeInput, $"Addressing a row: its {name} holds one of / \\ # ?, a control character or half a character.");
        }
    }

    public static bool IsSystem(string name) =>
        name is TableEntity.PartitionKeyName or TableEntity.RowKeyName or TableEntity.TimestampName or TableEntity.ETagName;

    public static void CheckName(string name)
    {
        if (name.Length > MaxNameCharacters)
        {
            throw TableFailure.Refused(
                TableErrorCode.PropertyNameTooLong, $"Writing a row: a property name has {name.Length} characters, the limit is {MaxNameCharacters}.");
        }

        // The service asks for C# identifiers; ASCII ones are all that this program needs.
        var valid = name.Length > 0 && !char.IsAsciiDigit(name[0]);
        foreach (var c in name)
        {
            valid &= char.IsAsciiLetterOrDigit(c) || c == '_';
        }

        if (!valid)
        {
            throw TableFailure.Refused(TableErrorCode.PropertyNameInvalid, $"Writing a row: '{name}' is not an identifier of ASCII letters, digits and _.");
        }
    }

    private static int SizeOf(string name, object value) => value switch
    {
        string text => 4 + CheckText(name, text),
        byte[] bytes => 4 + CheckLength(name, bytes.Length),
        BinaryData data => 4 + CheckLength(name, data.ToMemory().Length),
        DateTimeOffset time => CheckDate(name, time),
        Guid => 16,
        long or double => 8,
        int => 4,
        _ => 1,
    };

    private static int CheckText(string name, string text)
    {
        if (!IsWellFormed(text))
        {
            throw TableFailure.Refused(TableErrorCode.InvalidInput, $"Writing a row: the text in '{name}' holds half a character.");
        }

        return CheckLength(name, 2 * text.Length);
    }

    private static int CheckLength(string name, int bytes) => bytes <= MaxPropertyBytes
        ? bytes
        : throw TableFailure.Refused(
            TableErrorCode.PropertyValueTooLarge, $"Writing a row: '{name}' has {bytes} bytes, the limit is {MaxPropertyBytes}.");

    private static int CheckDate(string name, DateTimeOffset time) => time >= FirstDate
        ? 8
        : throw TableFailure.Refused(TableErrorCode.OutOfRangeInput, $"Writing a row: the time in '{name}' is before the year 1601.");

    // Half a surrogate pair would be replaced silently on its way into UTF-8.
    private static bool IsWellFormed(string text)
    {
        var rest = text.AsSpan();
        for (var at = rest.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = rest.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (at + 1 >= rest.Length || !char.IsSurrogatePair(rest[at], rest[at + 1]))
            {
                return false;
            }

            rest = rest[(at + 2)..];
        }

        return true;
    }
}
