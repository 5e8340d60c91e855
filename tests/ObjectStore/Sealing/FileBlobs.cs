using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Tests.Sealing;

/// <summary>Blobs in a temporary folder, for contents that are too long for memory. Without listing: nothing sweeps here.</summary>
internal sealed class FileBlobs : IObjectBlobs, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("p8e-blobs-").FullName;

    /// <inheritdoc/>
    public IBlobUpload StartUpload(AffiliateName affiliate, string name) => new Upload(PathOf(affiliate, name));

    /// <inheritdoc/>
    public Task<Stream?> OpenReadAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) => Task.FromResult<Stream?>(
        File.Exists(PathOf(affiliate, name)) ? new FileStream(PathOf(affiliate, name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0) : null);

    /// <inheritdoc/>
    public Task<long?> GetLengthAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) =>
        Task.FromResult<long?>(File.Exists(PathOf(affiliate, name)) ? new FileInfo(PathOf(affiliate, name)).Length : null);

    /// <inheritdoc/>
    public Task DeleteAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(affiliate, name));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<BlobEntry> ListAsync(AffiliateName affiliate, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string PathOf(AffiliateName affiliate, string name) => Path.Combine(_folder, $"{affiliate}-{name.Replace('/', '-')}");

    private sealed class Upload(string path) : IBlobUpload
    {
        private readonly string _uncommitted = path + ".uncommitted";

        public async Task AppendAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
        {
            await using var file = new FileStream(_uncommitted, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            await file.WriteAsync(block, cancellationToken);
        }

        public Task CommitAsync(BlobOrigin origin, CancellationToken cancellationToken)
        {
            File.Move(_uncommitted, path);
            return Task.CompletedTask;
        }
    }
}
