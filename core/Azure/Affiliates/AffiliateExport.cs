using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using P8e.Azure.Access;
using P8e.Azure.Objects;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Cryptography.Keys;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Affiliates;

/// <summary>
/// Writes all that an affiliate has in an account to a folder, as it is: rows as lines of JSON, blobs as files. What is sealed stays sealed, and no key is in it. Memory does not grow with what there is.
/// </summary>
/// <param name="tables">The account's tables.</param>
/// <param name="blobs">Its blobs.</param>
/// <param name="clock">Dates the export.</param>
public sealed class AffiliateExport(TableServiceClient tables, BlobServiceClient blobs, TimeProvider clock)
{
    private const string Doing = "Exporting an affiliate";
    private const int CopyBytes = 128 * 1024;

    private readonly TableAffiliateRegistry _registry = new(tables);

    /// <summary>Writes an export. What others change meanwhile may be in it or not; stop whoever writes first.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="folder">A folder that is new or empty.</param>
    /// <param name="accounts">Accounts whose transactions belong to it, besides those of the key that it was added with.</param>
    /// <param name="cancellationToken">Breaks it off: the folder then has no manifest.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AffiliateNotFound"/>: there is nothing under this name. <see cref="ErrorCodes.AffiliateTaken"/>: an account is another's.</exception>
    /// <exception cref="P8eTransientException"><see cref="ErrorCodes.StorageUnavailable"/>.</exception>
    /// <exception cref="IOException">The folder is not empty or cannot be written.</exception>
    public async Task<ExportManifest> WriteAsync(AffiliateName affiliate, string folder, IReadOnlyCollection<AccountAddress> accounts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentNullException.ThrowIfNull(accounts);
        var began = clock.GetUtcNow();
        var storage = new AffiliateStorage(tables, blobs, affiliate);
        var owners = await ReadAccountsAsync(affiliate, accounts, cancellationToken).ConfigureAwait(false);
        if (!await storage.HasAnythingAsync(Doing, cancellationToken).ConfigureAwait(false))
        {
            throw new P8eStateException(
                StateErrorKind.NotFound, ErrorCodes.AffiliateNotFound, $"{Doing}: there is nothing of '{affiliate}' in this account. Look at the name (Affiliate__Name) and at the account (P8E_STORAGE).");
        }

        var target = new ExportFolder(folder);
        target.Create();
        var files = new List<ExportedFile>();
        foreach (var table in AffiliateTable.All)
        {
            files.Add(await WriteRowsAsync(storage, target, table, [affiliate.ToString()], cancellationToken).ConfigureAwait(false));
        }

        files.Add(await WriteRowsAsync(storage, target, AffiliateTable.Outbox, owners, cancellationToken).ConfigureAwait(false));
        var (list, blobBytes) = await WriteBlobsAsync(storage, target, cancellationToken).ConfigureAwait(false);
        var manifest = new ExportManifest(ExportManifest.CurrentFormat, affiliate.ToString(), began, owners, files, list, blobBytes);
        await target.WriteManifestAsync(manifest, cancellationToken).ConfigureAwait(false);
        return manifest;
    }

    /// <summary>The addresses, on either network, of the key that the affiliate was added with, and those that were named.</summary>
    private async Task<string[]> ReadAccountsAsync(AffiliateName affiliate, IReadOnlyCollection<AccountAddress> named, CancellationToken cancellationToken)
    {
        var owners = new SortedSet<string>(named.Select(account => account.ToString()), StringComparer.Ordinal);
        var entries = await _registry.ListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var entry in entries.Where(entry => entry.Name == affiliate || named.Count > 0))
        {
            var bytes = KeyText.ReadPublic(entry.SigningPublicKey).ToAddressBytes();
            foreach (var prefix in new[] { AccountAddress.MainNetPrefix, AccountAddress.TestNetPrefix })
            {
                var account = AccountAddress.FromBytes(prefix, bytes).ToString();
                if (entry.Name == affiliate)
                {
                    owners.Add(account);
                }
                else if (owners.Contains(account))
                {
                    throw new P8eStateException(StateErrorKind.Conflict, ErrorCodes.AffiliateTaken, $"{Doing}: the account {account} is another affiliate's. Name accounts of '{affiliate}' alone.");
                }
            }
        }

        return [.. owners];
    }

    private static async Task<ExportedFile> WriteRowsAsync(
        AffiliateStorage storage, ExportFolder target, AffiliateTable table, IEnumerable<string> owners, CancellationToken cancellationToken)
    {
        var lines = new ExportLineWriter(target.Lines(table.Name));
        await using var closing = lines.ConfigureAwait(false);
        foreach (var owner in owners)
        {
            await foreach (var row in storage.ReadRowsAsync(Doing, table, owner, cancellationToken).ConfigureAwait(false))
            {
                await lines.WriteAsync(row, cancellationToken).ConfigureAwait(false);
            }
        }

        return await lines.EndAsync(table.Name, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(ExportedFile Blobs, long Bytes)> WriteBlobsAsync(AffiliateStorage storage, ExportFolder target, CancellationToken cancellationToken)
    {
        var lines = new ExportLineWriter(target.Lines(ExportFolder.BlobList));
        await using var closing = lines.ConfigureAwait(false);
        var (number, bytes) = (0L, 0L);
        string? continuation = null;
        do
        {
            var page = await storage.ReadBlobsAsync(Doing, continuation, cancellationToken).ConfigureAwait(false);
            // Blobs that this program did not write have no place in a store; the sweeper counts them.
            foreach (var item in (page?.Values ?? []).Where(item => BlobRules.IsName(item.Name) && BlobObjectBlobs.ReadOrigin(item.Metadata) is not null))
            {
                var (length, hash) = await WriteBlobAsync(storage.Container.GetBlockBlobClient(item.Name), target.Blob(number++), cancellationToken).ConfigureAwait(false);
                await lines.WriteAsync(new ExportedBlob(item.Name, item.Metadata.AsReadOnly(), length, hash), cancellationToken).ConfigureAwait(false);
                bytes += length;
            }

            continuation = page?.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuation));
        return (await lines.EndAsync(ExportFolder.BlobList, cancellationToken).ConfigureAwait(false), bytes);
    }

    private static async Task<(long Length, string Hash)> WriteBlobAsync(BlockBlobClient blob, string path, CancellationToken cancellationToken)
    {
        var answer = await StorageErrors.TranslateAsync(Doing, () => blob.DownloadStreamingAsync(cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
        var content = new TranslatingStream(answer.Value.Content);
        await using var closingContent = content.ConfigureAwait(false);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        await using var closingFile = file.ConfigureAwait(false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[CopyBytes];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        file.Flush(flushToDisk: true);
        return (file.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
