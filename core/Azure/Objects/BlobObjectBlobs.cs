using System.Buffers.Text;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using P8e.Azure.Rows;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Objects;

/// <summary>Long payloads as block blobs in the container <c>eos-affiliate</c>.</summary>
public sealed class BlobObjectBlobs : IObjectBlobs
{
    internal const string KeyMetadata = "p8eobjectkey";
    internal const string AudienceMetadata = "p8eaudience";
    private const string ContainerPrefix = "eos-";

    private readonly BlobServiceClient _service;

    /// <summary>Makes the adapter; sends nothing. A container is created when it turns out to be missing.</summary>
    /// <param name="service">The account's blobs.</param>
    public BlobObjectBlobs(BlobServiceClient service)
    {
        ArgumentNullException.ThrowIfNull(service);
        _service = service;
    }

    /// <inheritdoc/>
    public IBlobUpload StartUpload(AffiliateName affiliate, string name)
    {
        BlobRules.CheckName(name);
        var container = Container(affiliate);
        return new BlockBlobUpload(container, container.GetBlockBlobClient(name));
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenReadAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) => FindAsync<Stream>(
        "Reading an object's payload",
        async () =>
        {
            var answer = await Container(affiliate).GetBlockBlobClient(name).DownloadStreamingAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return new TranslatingStream(answer.Value.Content);
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<long?> GetLengthAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken)
    {
        var properties = await FindAsync(
            "Looking for an object's payload",
            async () => (await Container(affiliate).GetBlockBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value,
            cancellationToken).ConfigureAwait(false);
        return properties?.ContentLength;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) => FindAsync(
        "Deleting an object's payload",
        async () => await Container(affiliate).GetBlockBlobClient(name).DeleteAsync(cancellationToken: cancellationToken).ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobEntry> ListAsync(AffiliateName affiliate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await FindAsync("Listing payloads", () => ReadPageAsync(affiliate, continuation, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var item in page?.Values ?? [])
            {
                yield return new BlobEntry(item.Name, item.Properties.ContentLength ?? 0, item.Properties.LastModified ?? default, ReadOrigin(item.Metadata));
            }

            continuation = page?.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuation));
    }

    internal static Dictionary<string, string> WriteOrigin(BlobOrigin origin) => new()
    {
        [KeyMetadata] = Base64Url.EncodeToString(origin.Key.Bytes.Span),
        [AudienceMetadata] = origin.Audience.ToString(),
    };

    /// <summary>Null for what we did not write: whoever may write to the container could otherwise stop every sweep.</summary>
    internal static BlobOrigin? ReadOrigin(IDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(KeyMetadata, out var key)
            || !metadata.TryGetValue(AudienceMetadata, out var audience)
            || !Base64Url.IsValid(key, out var keyBytes)
            || keyBytes > ObjectKey.MaximumLength
            || !ObjectTableNames.IsAudience(audience))
        {
            return null;
        }

        return new BlobOrigin(ObjectKey.FromBytes(Base64Url.DecodeFromChars(key)), AudienceId.FromStored(audience));
    }

    internal static BlobContainerClient Container(BlobServiceClient service, AffiliateName affiliate) => service.GetBlobContainerClient(ContainerPrefix + affiliate);

    private BlobContainerClient Container(AffiliateName affiliate) => Container(_service, affiliate);

    /// <summary>Runs a call for which "not there" is an answer: null.</summary>
    private static Task<T?> FindAsync<T>(string doing, Func<Task<T?>> call, CancellationToken cancellationToken)
        where T : class => StorageErrors.TranslateAsync<T?>(
            doing,
            async () =>
            {
                try
                {
                    return await call().ConfigureAwait(false);
                }
                catch (RequestFailedException error) when (error.Status == 404)
                {
                    return null;
                }
            },
            cancellationToken);

    private async Task<Page<BlobItem>?> ReadPageAsync(AffiliateName affiliate, string? continuation, CancellationToken cancellationToken)
    {
        var pages = Container(affiliate).GetBlobsAsync(BlobTraits.Metadata, cancellationToken: cancellationToken).AsPages(continuation);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            return page;
        }

        return null;
    }
}
