using System.Collections;
using P8e.Grpc.Wire;

namespace P8e.Grpc;

/// <summary>
/// Metadata of a call: names with texts, or with bytes when the name ends in <c>-bin</c>. A name may occur several times;
/// its values may arrive as one, joined with a comma, as HTTP allows.
/// </summary>
public sealed class GrpcMetadata : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _entries = [];

    /// <summary>Number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>Bytes this takes in a header block as HTTP/2 counts them: name, value and 32 for each entry.</summary>
    internal int HeaderListBytes => _entries.Sum(entry => entry.Key.Length + entry.Value.Length + 32);

    /// <summary>Adds a text.</summary>
    /// <param name="name">1 or more of <c>a–z 0–9 _ - .</c>; not ending in <c>-bin</c>, not beginning with <c>grpc-</c>, no header of HTTP itself.</param>
    /// <param name="value">Printable ASCII (U+0020–007E), without blanks at its ends.</param>
    /// <exception cref="ArgumentException">Name or value cannot be sent.</exception>
    public void Add(string name, string value)
    {
        MetadataRules.CheckName(name, binary: false);
        MetadataRules.CheckText(value);
        _entries.Add(new(name, value));
    }

    /// <summary>Adds bytes.</summary>
    /// <param name="name">As for a text, but ending in <c>-bin</c>.</param>
    /// <param name="value">Any bytes; they travel as base64 without padding.</param>
    /// <exception cref="ArgumentException">The name cannot be sent.</exception>
    public void Add(string name, ReadOnlySpan<byte> value)
    {
        MetadataRules.CheckName(name, binary: true);
        _entries.Add(new(name, Convert.ToBase64String(value).TrimEnd('=')));
    }

    /// <summary>The first text of that name, or null.</summary>
    /// <param name="name">Lower case.</param>
    public string? Find(string name)
    {
        var index = _entries.FindIndex(entry => entry.Key == name);
        return index < 0 ? null : _entries[index].Value;
    }

    /// <summary>All bytes of that name, in order.</summary>
    /// <param name="name">Lower case, ending in <c>-bin</c>.</param>
    /// <exception cref="Protocol.Errors.P8eInputException">A value is not base64 (<c>grpc.malformed</c>).</exception>
    public IReadOnlyList<byte[]> FindBinary(string name) =>
        [.. _entries.Where(entry => entry.Key == name).SelectMany(entry => MetadataRules.DecodeBinary(name, entry.Value))];

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Takes what a peer sent, but not what belongs to the transport.</summary>
    internal void AddReceived(string name, string value)
    {
        var lower = name.ToLowerInvariant();
        if (!MetadataRules.IsOfTransport(lower))
        {
            _entries.Add(new(lower, value));
        }
    }
}
