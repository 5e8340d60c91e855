using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.StoreServer;

/// <summary>Remembers of each blob how long it is and gives zeros: the memory and the time that are measured are then the store's own.</summary>
internal sealed class LengthBlobs(TimeProvider clock) : IObjectBlobs
{
    private static readonly byte[] s_zeros = new byte[1 << 20];

    private readonly ConcurrentDictionary<string, BlobEntry> _blobs = [];

    public IBlobUpload StartUpload(AffiliateName affiliate, string name) => new Upload(_blobs, clock, name);

    public Task<Stream?> OpenReadAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(_blobs.TryGetValue(name, out var blob) ? new PatternStream(s_zeros, blob.Length) : null);

    public Task<long?> GetLengthAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) =>
        Task.FromResult(_blobs.TryGetValue(name, out var blob) ? blob.Length : (long?)null);

    public Task DeleteAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken)
    {
        _blobs.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<BlobEntry> ListAsync(AffiliateName affiliate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var blob in _blobs.Values)
        {
            await Task.CompletedTask;
            yield return blob;
        }
    }

    private sealed class Upload(ConcurrentDictionary<string, BlobEntry> blobs, TimeProvider clock, string name) : IBlobUpload
    {
        private long _length;

        public Task AppendAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
        {
            _length += block.Length;
            return Task.CompletedTask;
        }

        public Task CommitAsync(BlobOrigin origin, CancellationToken cancellationToken)
        {
            blobs[name] = new BlobEntry(name, _length, clock.GetUtcNow(), origin);
            return Task.CompletedTask;
        }
    }
}
