using System.Runtime.CompilerServices;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Benchmarks.Streams;

/// <summary>Takes every block and keeps none, so that the memory that is measured is the store's own; reads back a payload that was prepared.</summary>
internal sealed class ForgetfulBlobs : IObjectBlobs, IBlobUpload
{
    private long _length;

    /// <summary>What a reader of any name gets.</summary>
    internal byte[] Payload { get; set; } = [];

    public IBlobUpload StartUpload(AffiliateName affiliate, string name)
    {
        _length = 0;
        return this;
    }

    public Task AppendAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        if (_length + block.Length <= Payload.Length)
        {
            block.Span.CopyTo(Payload.AsSpan((int)_length));
        }

        _length += block.Length;
        return Task.CompletedTask;
    }

    public Task CommitAsync(BlobOrigin origin, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<Stream?> OpenReadAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(new MemoryStream(Payload, writable: false));

    public Task<long?> GetLengthAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) => Task.FromResult<long?>(_length);

    public Task DeleteAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) => Task.CompletedTask;

    public async IAsyncEnumerable<BlobEntry> ListAsync(AffiliateName affiliate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }
}
