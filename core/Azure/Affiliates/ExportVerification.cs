using System.Security.Cryptography;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Affiliates;

/// <summary>Checks an export before anything of it is used: that it is whole, as it was written, and of one affiliate.</summary>
internal static class ExportVerification
{
    /// <summary>Reads the manifest, then every file.</summary>
    /// <returns>The manifest and the SHA-256 of its bytes.</returns>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AffiliateExportIncomplete"/>, <see cref="ErrorCodes.AffiliateExportDamaged"/>.</exception>
    internal static async Task<(ExportManifest Manifest, byte[] Hash)> CheckAsync(ExportFolder folder, CancellationToken cancellationToken)
    {
        var read = await folder.ReadManifestAsync(cancellationToken).ConfigureAwait(false);
        var manifest = read.Manifest;
        Unless(manifest.Format == ExportManifest.CurrentFormat, $"its format is not {ExportManifest.CurrentFormat}");
        Unless(manifest.Accounts.All(account => AccountAddress.TryParse(account, out _)), "an account is none");
        Unless(manifest.Tables.Select(table => table.Name).Distinct(StringComparer.Ordinal).Count() == manifest.Tables.Count, "a table is there twice");
        var affiliate = AffiliateName.Parse(manifest.Affiliate).ToString();
        foreach (var file in manifest.Tables)
        {
            await CheckRowsAsync(folder, file, Owners(affiliate, manifest, file.Name), cancellationToken).ConfigureAwait(false);
        }

        await CheckBlobsAsync(folder, manifest, cancellationToken).ConfigureAwait(false);
        return read;
    }

    /// <summary>Who may own rows of a table: tells whether a partition is one of the export's.</summary>
    private static Func<string, bool> Owners(string affiliate, ExportManifest manifest, string name)
    {
        if (name == AffiliateTable.Outbox.Name)
        {
            return partition => manifest.Accounts.Contains(partition);
        }

        var table = AffiliateTable.All.FirstOrDefault(table => table.Name == name) ?? throw ExportFolder.Damaged("it has a table that this version does not know; import it with the version that made it, or a later one");
        return partition => table.Owns(affiliate, partition);
    }

    private static async Task CheckRowsAsync(ExportFolder folder, ExportedFile file, Func<string, bool> owns, CancellationToken cancellationToken)
    {
        var path = folder.Lines(file.Name);
        Unless(IsLong(path, file.Bytes), $"{file.Name}.jsonl is missing or has another length");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0L;
        await foreach (var (row, _) in ExportLineReader.ReadRowsAsync(path, hash, cancellationToken).ConfigureAwait(false))
        {
            Unless(row is { PartitionKey: { } partition, RowKey: not null } && owns(partition), $"{file.Name}.jsonl has a row of somebody else");
            count++;
        }

        Unless(count == file.Count && IsHash(hash, file.Sha256), $"{file.Name}.jsonl is not as it was written");
    }

    private static async Task CheckBlobsAsync(ExportFolder folder, ExportManifest manifest, CancellationToken cancellationToken)
    {
        var list = manifest.Blobs;
        var path = folder.Lines(ExportFolder.BlobList);
        Unless(list.Name == ExportFolder.BlobList && IsLong(path, list.Bytes), "the list of blobs is missing or has another length");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (count, bytes) = (0L, 0L);
        await foreach (var blob in ExportLineReader.ReadBlobsAsync(path, hash, cancellationToken).ConfigureAwait(false))
        {
            Unless(BlobRules.IsName(blob.Name), "a blob has a name that none can have");
            await CheckBlobAsync(folder.Blob(count++), blob, cancellationToken).ConfigureAwait(false);
            bytes += blob.Length;
        }

        Unless(count == list.Count && bytes == manifest.BlobBytes && IsHash(hash, list.Sha256), "the list of blobs is not as it was written");
    }

    private static async Task CheckBlobAsync(string path, ExportedBlob blob, CancellationToken cancellationToken)
    {
        Unless(IsLong(path, blob.Length), $"the blob {Path.GetFileName(path)} is missing or has another length");
        var file = File.OpenRead(path);
        await using var closing = file.ConfigureAwait(false);
        var hash = await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false);
        Unless(Convert.ToHexStringLower(hash) == blob.Sha256, $"the blob {Path.GetFileName(path)} is not as it was written");
    }

    private static bool IsLong(string path, long bytes) => new FileInfo(path) is { Exists: true, Length: var length } && length == bytes;

    private static bool IsHash(IncrementalHash hash, string expected) => Convert.ToHexStringLower(hash.GetHashAndReset()) == expected;

    private static void Unless(bool holds, string fault)
    {
        if (!holds)
        {
            throw ExportFolder.Damaged(fault);
        }
    }
}
