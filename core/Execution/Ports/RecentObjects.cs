using P8e.Cryptography.Keys;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Ports;

/// <summary>
/// Sealed objects of which the last ones are kept in memory: the steps of an envelope read what the step before has stored, and every reading costs two storage calls, a key agreement and a signature.
/// What a hash names never changes. One affiliate's alone; contents are overwritten when they leave. Thread-safe.
/// </summary>
/// <param name="objects">The affiliate's objects.</param>
/// <param name="bytesMax">Most bytes that are kept; longer contents pass by.</param>
public sealed class RecentObjects(IExecutionObjects objects, int bytesMax) : IExecutionObjects
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectHash, LinkedListNode<(ObjectHash Hash, byte[] Content)>> _known = [];
    private readonly LinkedList<(ObjectHash Hash, byte[] Content)> _byUse = new();
    private long _bytes;

    /// <inheritdoc/>
    public async Task<ObjectHash> PutAsync(ReadOnlyMemory<byte> content, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken)
    {
        var hash = await objects.PutAsync(content, audience, cancellationToken).ConfigureAwait(false);
        Keep(hash, content.Span);
        return hash;
    }

    /// <inheritdoc/>
    public async Task<ObjectHash> PutSpecificationAsync(ReadOnlyMemory<byte> content, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken)
    {
        var hash = await objects.PutSpecificationAsync(content, audience, cancellationToken).ConfigureAwait(false);
        Keep(hash, content.Span);
        return hash;
    }

    /// <inheritdoc/>
    public async Task<byte[]> GetAsync(ObjectHash hash, int lengthMax, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hash);
        if (Copy(hash, lengthMax) is { } known)
        {
            return known;
        }

        var content = await objects.GetAsync(hash, lengthMax, cancellationToken).ConfigureAwait(false);
        Keep(hash, content);
        return content;
    }

    /// <summary>Forgets a content, because it was destroyed where it is kept.</summary>
    /// <param name="hash">Its hash.</param>
    public void Forget(ObjectHash hash)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(hash, out var node))
            {
                Drop(node);
            }
        }
    }

    private byte[]? Copy(ObjectHash hash, int lengthMax)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(hash, out var node) || node.Value.Content.Length > lengthMax)
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            // A copy: callers own what they get, and ours is overwritten one day.
            return [.. node.Value.Content];
        }
    }

    private void Keep(ObjectHash hash, ReadOnlySpan<byte> content)
    {
        lock (_gate)
        {
            if (content.Length > bytesMax || _known.ContainsKey(hash))
            {
                return;
            }

            _known.Add(hash, _byUse.AddFirst((hash, content.ToArray())));
            _bytes += content.Length;
            while (_bytes > bytesMax)
            {
                Drop(_byUse.Last!);
            }
        }
    }

    private void Drop(LinkedListNode<(ObjectHash Hash, byte[] Content)> node)
    {
        _byUse.Remove(node);
        _known.Remove(node.Value.Hash);
        _bytes -= node.Value.Content.Length;
        node.Value.Content.AsSpan().Clear();
    }
}
