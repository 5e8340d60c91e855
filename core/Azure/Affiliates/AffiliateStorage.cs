using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using P8e.Azure.Objects;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Affiliates;

/// <summary>An affiliate's rows and blobs in an account, whatever they mean.</summary>
internal sealed class AffiliateStorage(TableServiceClient tables, BlobServiceClient blobs, AffiliateName affiliate)
{
    private const int BlobsPerPage = 1000;

    internal BlobContainerClient Container { get; } = BlobObjectBlobs.Container(blobs, affiliate);

    internal RowTable Table(string name) => new(tables.GetTableClient(name));

    /// <summary>Rows in the order of their keys.</summary>
    /// <param name="doing">As the start of a message.</param>
    /// <param name="table">The table.</param>
    /// <param name="owner">The affiliate or account.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    internal IAsyncEnumerable<TableEntity> ReadRowsAsync(string doing, AffiliateTable table, string owner, CancellationToken cancellationToken) =>
        Table(table.Name).QueryAsync(doing, table.Filter(owner), table.RowsPerPage, select: null, cancellationToken);

    /// <summary>A page of the container's blobs; null when there is no container.</summary>
    internal Task<Page<BlobItem>?> ReadBlobsAsync(string doing, string? continuation, CancellationToken cancellationToken) => StorageErrors.TranslateAsync(
        doing,
        async () =>
        {
            try
            {
                var pages = Container.GetBlobsAsync(BlobTraits.Metadata, cancellationToken: cancellationToken).AsPages(continuation, BlobsPerPage);
                await foreach (var page in pages.ConfigureAwait(false))
                {
                    return page;
                }
            }
            catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.ContainerNotFound)
            {
                // Nothing was ever stored there.
            }

            return (Page<BlobItem>?)null;
        },
        cancellationToken);

    /// <summary>Whether there is anything under the affiliate's name.</summary>
    internal async Task<bool> HasAnythingAsync(string doing, CancellationToken cancellationToken)
    {
        foreach (var table in AffiliateTable.All)
        {
            var rows = Table(table.Name).QueryAsync(doing, table.Filter(affiliate.ToString()), pageSize: 1, RowTable.KeysOnly, cancellationToken);
            await foreach (var _ in rows.ConfigureAwait(false))
            {
                return true;
            }
        }

        return await ReadBlobsAsync(doing, continuation: null, cancellationToken).ConfigureAwait(false) is { Values.Count: > 0 };
    }
}
