using System.Runtime.CompilerServices;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.StoreServer;

/// <summary>Blobs as files of one folder, for contents that are too long for memory. Fit for a measurement and nothing else: nothing is synced to the disk, origins are not kept.</summary>
public sealed class FileBlobs(string folder) : IObjectBlobs
{
    private const int BufferBytes = 1;

    /// <inheritdoc/>
    public IBlobUpload StartUpload(AffiliateName affiliate, string name) => new Upload(PathOf(name));

    /// <inheritdoc/>
    public Task<Stream?> OpenReadAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(File.Exists(PathOf(name)) ? new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes) : null);

    /// <inheritdoc/>
    public Task<long?> GetLengthAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) =>
        Task.FromResult(new FileInfo(PathOf(name)) is { Exists: true } file ? file.Length : (long?)null);

    /// <inheritdoc/>
    public Task DeleteAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(name));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobEntry> ListAsync(AffiliateName affiliate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            await Task.CompletedTask;
            yield return new BlobEntry(file.Name, file.Length, file.LastWriteTimeUtc, null);
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name.Replace('/', '_'));

    private sealed class Upload(string path) : IBlobUpload
    {
        private long _length;

        public async Task AppendAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
        {
            using var file = File.OpenHandle($"{path}.part", FileMode.OpenOrCreate, FileAccess.Write);
            await RandomAccess.WriteAsync(file, block, _length, cancellationToken);
            _length += block.Length;
        }

        public Task CommitAsync(BlobOrigin origin, CancellationToken cancellationToken)
        {
            File.Move($"{path}.part", path);
            return Task.CompletedTask;
        }
    }
}
