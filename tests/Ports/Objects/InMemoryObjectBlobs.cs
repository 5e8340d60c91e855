using System.Buffers;
using System.Runtime.CompilerServices;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>The blobs in memory. What is read arrives in pieces, as from a network.</summary>
public sealed class InMemoryObjectBlobs(TimeProvider clock) : IObjectBlobs
{
    private const int NameLengthMax = 200;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-/");
    private readonly Lock _gate = new();
    private readonly Dictionary<(AffiliateName Affiliate, string Name), (BlobEntry Entry, byte[] Bytes)> _blobs = [];

    /// <inheritdoc/>
    public IBlobUpload StartUpload(AffiliateName affiliate, string name)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= NameLengthMax && !name.AsSpan().ContainsAnyExcept(NameCharacters)
            ? new InMemoryBlobUpload((origin, bytes) => Commit(affiliate, name, origin, bytes))
            : throw new ArgumentException($"A blob's name has 1 to {NameLengthMax} characters of a-z, 0-9, hyphen and slash.", nameof(name));
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenReadAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) => Run(
        () => _blobs.TryGetValue((affiliate, name), out var blob) ? (Stream)new PiecewiseStream(blob.Bytes) : null, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> GetLengthAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) => Run(
        () => _blobs.TryGetValue((affiliate, name), out var blob) ? blob.Bytes.LongLength : (long?)null, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) =>
        Run(() => _blobs.Remove((affiliate, name)), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobEntry> ListAsync(AffiliateName affiliate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = await Run(() => _blobs.Where(blob => blob.Key.Affiliate == affiliate).Select(blob => blob.Value.Entry).ToArray(), cancellationToken);
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <summary>What no caller of the port can do: puts other bytes under a name, with the entry's own origin or, for a new name, without one.</summary>
    public void Overwrite(AffiliateName affiliate, string name, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            var entry = _blobs.TryGetValue((affiliate, name), out var blob) ? blob.Entry : new BlobEntry(name, bytes.Length, clock.GetUtcNow(), null);
            _blobs[(affiliate, name)] = (entry with { Length = bytes.Length }, bytes.ToArray());
        }
    }

    private void Commit(AffiliateName affiliate, string name, BlobOrigin origin, byte[] bytes)
    {
        lock (_gate)
        {
            if (!_blobs.TryGetValue((affiliate, name), out var existing))
            {
                _blobs[(affiliate, name)] = (new BlobEntry(name, bytes.Length, clock.GetUtcNow(), origin), bytes);
            }
            else if (existing.Entry.Origin != origin || existing.Bytes.Length != bytes.Length)
            {
                throw new P8eStateException(
                    StateErrorKind.Conflict, ErrorCodes.StorageConflict, $"Committing blob {name}: another one has this name. Put the object again under a fresh name.");
            }
        }
    }

    private Task<T> Run<T>(Func<T> step, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        lock (_gate)
        {
            return Task.FromResult(step());
        }
    }
}
