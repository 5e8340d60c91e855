using P8e.ObjectStore;
using P8e.Protocol.Identifiers;

namespace P8e.Benchmarks.Store;

/// <summary>Keeps one container as the client half made it.</summary>
internal sealed class CapturingStore : IObjectStore
{
    /// <summary>The container as it would be sent.</summary>
    internal byte[] Container { get; private set; } = [];

    /// <summary>What would be sent after it.</summary>
    internal ObjectProperties? Properties { get; private set; }

    public async Task<StoredObject> PutAsync(ObjectUpload upload, CancellationToken cancellationToken)
    {
        using var container = new MemoryStream();
        container.Write(upload.Header.ToBytes());
        var buffer = new byte[1024 * 1024];
        while (await upload.ReadPayloadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            container.Write(buffer, 0, count);
        }

        Container = container.ToArray();
        Properties = await upload.CompleteAsync(cancellationToken);
        return new StoredObject(Properties.Key, Guid.Empty, upload.Header.ContainerId, upload.ContentLength, Container.Length, false, default);
    }

    public Task<ObjectDownload?> GetAsync(ObjectKey key, ReaderId reader, CancellationToken cancellationToken) => Task.FromResult<ObjectDownload?>(null);

    public IAsyncEnumerable<ObjectDownload> ListAsync(ObjectKey key, ReaderId reader, CancellationToken cancellationToken) => AsyncEnumerable.Empty<ObjectDownload>();
}
