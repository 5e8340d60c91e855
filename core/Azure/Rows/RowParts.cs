using P8e.Azure.Tables;
using P8e.Protocol.Errors;

namespace P8e.Azure.Rows;

/// <summary>Values that are longer than a property, cut into properties of at most 64 KiB.</summary>
internal static class RowParts
{
    internal const int PropertyBytesMax = 64 * 1024;

    /// <summary>Adds a value as <c>name0</c>, <c>name1</c>…; an empty one adds nothing.</summary>
    internal static void Add(TableEntity entity, string name, ReadOnlyMemory<byte> value)
    {
        for (var part = 0; part * PropertyBytesMax < value.Length; part++)
        {
            var rest = value[(part * PropertyBytesMax)..];
            entity.Add($"{name}{part}", rest[..Math.Min(rest.Length, PropertyBytesMax)].ToArray());
        }
    }

    /// <summary>The value again; empty when there is none. One part is not copied.</summary>
    internal static ReadOnlyMemory<byte> Join(TableEntity entity, string name)
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

    /// <summary>As <see cref="Add"/>, with the length beside it, so that a lost part is noticed.</summary>
    internal static void AddSized(TableEntity entity, string name, ReadOnlyMemory<byte> value)
    {
        entity.Add($"{name}Length", value.Length);
        Add(entity, name, value);
    }

    /// <summary>The value that <see cref="AddSized"/> wrote.</summary>
    /// <exception cref="FormatException">It is not all there.</exception>
    internal static ReadOnlyMemory<byte> JoinSized(TableEntity entity, string name)
    {
        var value = Join(entity, name);
        return entity.GetInt32($"{name}Length") == value.Length ? value : throw new FormatException($"The value '{name}' is not all there.");
    }

    /// <summary>Whether an exception is what reading a row throws that somebody else has written or damaged.</summary>
    internal static bool IsDamage(Exception error) =>
        error is InvalidOperationException or ArgumentException or FormatException or OverflowException or System.Text.Json.JsonException
            or NullReferenceException or IndexOutOfRangeException or EndOfStreamException or P8eInputException;

    /// <summary>What is wrong and what to do, for the error of the adapter's family.</summary>
    internal static string DamageMessage(string doing, string table, TableEntity entity) =>
        $"{doing}: row {entity.RowKey} of partition {entity.PartitionKey} in table {table} is not one that this program writes. Restore or delete it.";
}
