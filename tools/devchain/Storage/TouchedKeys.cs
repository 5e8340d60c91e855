namespace P8e.Devchain.Storage;

/// <summary>Every key that was read or written, whether there or not.</summary>
internal sealed class TouchedKeys : IEqualityComparer<byte[]>
{
    private readonly HashSet<byte[]> _keys;

    internal TouchedKeys() => _keys = new HashSet<byte[]>(this);

    internal IReadOnlySet<byte[]> Keys => _keys;

    /// <summary>Whether a range was read: keys that are not there count then too, and cannot be listed.</summary>
    internal bool IsEverything { get; set; }

    internal void Add(byte[] key) => _keys.Add(key);

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj)
    {
        var hash = default(HashCode);
        hash.AddBytes(obj);
        return hash.ToHashCode();
    }
}
