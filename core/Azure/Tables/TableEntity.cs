using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Azure;

namespace P8e.Azure.Tables;

/// <summary>
/// A row: named values of the types string, int, long, double, bool, <see cref="DateTimeOffset"/> (UTC, 100 ns, from 1601),
/// <see cref="Guid"/>, byte[] and <see cref="BinaryData"/>. At most 252 values of its own, 64 KiB each, 1 MiB together.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "The name of the official package, which may replace this folder.")]
public sealed class TableEntity : IDictionary<string, object?>
{
    internal const string PartitionKeyName = "PartitionKey";
    internal const string RowKeyName = "RowKey";
    internal const string TimestampName = "Timestamp";
    internal const string ETagName = "odata.etag";

    private readonly Dictionary<string, object?> _values;

    /// <summary>Makes an empty row.</summary>
    public TableEntity() => _values = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Makes a row with its keys.</summary>
    /// <param name="partitionKey">At most 512 characters, none of / \ # ? and no control characters.</param>
    /// <param name="rowKey">As the partition key.</param>
    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>First half of the row's identity; null until set or when not selected.</summary>
    [DisallowNull]
    public string? PartitionKey
    {
        get => GetString(PartitionKeyName);
        set => this[PartitionKeyName] = value;
    }

    /// <summary>Second half of the row's identity; null until set or when not selected.</summary>
    [DisallowNull]
    public string? RowKey
    {
        get => GetString(RowKeyName);
        set => this[RowKeyName] = value;
    }

    /// <summary>When the service last wrote the row; set by the service only.</summary>
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(TimestampName);
        set => this[TimestampName] = value;
    }

    /// <summary>Version of the row as read; <c>default</c> when it was not read.</summary>
    public ETag ETag
    {
        get => GetString(ETagName) is { } text ? new ETag(text) : default;
        set => this[ETagName] = value.ToString();
    }

    /// <summary>Names of all values, the keys included.</summary>
    public ICollection<string> Keys => _values.Keys;

    /// <summary>All values, the keys included.</summary>
    public ICollection<object?> Values => _values.Values;

    /// <summary>Number of values, the keys included.</summary>
    public int Count => _values.Count;

    /// <summary>Always false.</summary>
    public bool IsReadOnly => false;

    /// <summary>A value; null when there is none. A null value is never stored.</summary>
    /// <param name="key">Name of the value.</param>
    /// <exception cref="ArgumentException">The value's type is not one of the listed ones.</exception>
    public object? this[string key]
    {
        get => _values.GetValueOrDefault(key);
        set => _values[key] = Supported(value);
    }

    /// <summary>A text, or null.</summary>
    /// <param name="key">Name of the value.</param>
    /// <exception cref="InvalidOperationException">The value has another type (so for all typed reads).</exception>
    public string? GetString(string key) => Get(key) switch { null => null, string value => value, var other => throw Mismatch(key, other) };

    /// <summary>A 32-bit number, or null.</summary>
    /// <param name="key">Name of the value.</param>
    public int? GetInt32(string key) => GetValue<int>(key);

    /// <summary>A 64-bit number, or null.</summary>
    /// <param name="key">Name of the value.</param>
    public long? GetInt64(string key) => GetValue<long>(key);

    /// <summary>A floating-point number, or null.</summary>
    /// <param name="key">Name of the value.</param>
    public double? GetDouble(string key) => GetValue<double>(key);

    /// <summary>A truth value, or null.</summary>
    /// <param name="key">Name of the value.</param>
    public bool? GetBoolean(string key) => GetValue<bool>(key);

    /// <summary>A point in time, or null.</summary>
    /// <param name="key">Name of the value.</param>
    public DateTimeOffset? GetDateTimeOffset(string key) => GetValue<DateTimeOffset>(key);

    /// <summary>A GUID, or null.</summary>
    /// <param name="key">Name of the value.</param>
    public Guid? GetGuid(string key) => GetValue<Guid>(key);

    /// <summary>Bytes, or null; the array itself when the value is one.</summary>
    /// <param name="key">Name of the value.</param>
    public byte[]? GetBinary(string key) =>
        Get(key) switch { null => null, byte[] value => value, BinaryData value => value.ToArray(), var other => throw Mismatch(key, other) };

    /// <summary>Bytes, or null; never a copy.</summary>
    /// <param name="key">Name of the value.</param>
    public BinaryData? GetBinaryData(string key) =>
        Get(key) switch { null => null, BinaryData value => value, byte[] value => new BinaryData(value), var other => throw Mismatch(key, other) };

    /// <summary>Adds a value.</summary>
    /// <param name="key">Name of the value.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The name is taken or the type is not one of the listed ones.</exception>
    public void Add(string key, object? value) => _values.Add(key, Supported(value));

    /// <summary>Whether there is such a value.</summary>
    /// <param name="key">Name of the value.</param>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <summary>Removes a value; false when there was none.</summary>
    /// <param name="key">Name of the value.</param>
    public bool Remove(string key) => _values.Remove(key);

    /// <summary>Reads a value; false when there is none.</summary>
    /// <param name="key">Name of the value.</param>
    /// <param name="value">The value.</param>
    public bool TryGetValue(string key, out object? value) => _values.TryGetValue(key, out value);

    /// <summary>Removes everything, the keys included.</summary>
    public void Clear() => _values.Clear();

    /// <summary>All values in the order they were added.</summary>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)_values).Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)_values).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)_values).Remove(item);

    /// <summary>All values, for loops that run once per row sent: the dictionary's own enumerator is not boxed.</summary>
    internal Dictionary<string, object?> Items => _values;

    internal bool TryAdd(string key, object value) => _values.TryAdd(key, value);

    private static object? Supported(object? value) => value switch
    {
        null or string or int or long or double or bool or DateTimeOffset or Guid or byte[] or BinaryData => value,
        _ => throw new ArgumentException($"A table entity cannot hold a {value.GetType().Name}.", nameof(value)),
    };

    private static InvalidOperationException Mismatch(string key, object value) => new($"The value '{key}' is a {value.GetType().Name}.");

    private object? Get(string key) => _values.GetValueOrDefault(key);

    private T? GetValue<T>(string key)
        where T : struct
        => Get(key) switch { null => null, T value => value, var other => throw Mismatch(key, other) };
}
