using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Affiliates;

/// <summary>
/// Puts an export into an account in which there is nothing of that affiliate. The export is checked as a whole first. An import that was broken off is done again, with the same export: a row in
/// the table <c>Imports</c> says that it had begun.
/// </summary>
/// <param name="tables">The account's tables.</param>
/// <param name="blobs">Its blobs.</param>
public sealed class AffiliateImport(TableServiceClient tables, BlobServiceClient blobs)
{
    internal const string Table = "Imports";
    private const string Doing = "Importing an affiliate";
    private const string Row = "import";
    private const string ManifestName = "Manifest";
    private const string DoneName = "Done";
    private const int RowsPerTransaction = 100;

    /// <summary>Leaves room in a transaction's 4 MiB for what surrounds 100 rows.</summary>
    private const int TransactionBytesMax = 3_800_000;

    private readonly RowTable _imports = new(tables.GetTableClient(Table));

    /// <summary>Imports. Nobody may act for the affiliate in this account before it has ended.</summary>
    /// <param name="folder">Where the export is.</param>
    /// <param name="cancellationToken">Breaks it off; the same import may be begun again.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AffiliateExportIncomplete"/>, <see cref="ErrorCodes.AffiliateExportDamaged"/>: nothing was written.</exception>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AffiliateNotEmpty"/>: nothing was written.</exception>
    /// <exception cref="P8eTransientException"><see cref="ErrorCodes.StorageUnavailable"/>: do it again.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<ExportManifest> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var source = new ExportFolder(folder);
        var (manifest, hash) = await ExportVerification.CheckAsync(source, cancellationToken).ConfigureAwait(false);
        var storage = new AffiliateStorage(tables, blobs, AffiliateName.Parse(manifest.Affiliate));
        await BeginAsync(storage, manifest, hash, cancellationToken).ConfigureAwait(false);
        await WriteBlobsAsync(storage, source, cancellationToken).ConfigureAwait(false);
        // Not the outbox: an account is whatever the folder says it is, and what waits there is signed with the key of whoever owns it. What was sent is on the chain.
        foreach (var table in manifest.Tables.Where(table => table.Name != AffiliateTable.Outbox.Name))
        {
            await WriteRowsAsync(storage.Table(table.Name), source.Lines(table.Name), cancellationToken).ConfigureAwait(false);
        }

        var ended = new TableEntity(manifest.Affiliate, Row) { { ManifestName, hash }, { DoneName, true } };
        await _imports.RunAsync(Doing, table => table.UpsertEntityAsync(ended, TableUpdateMode.Replace, cancellationToken), cancellationToken).ConfigureAwait(false);
        return manifest;
    }

    private async Task BeginAsync(AffiliateStorage storage, ExportManifest manifest, byte[] hash, CancellationToken cancellationToken)
    {
        if (await _imports.FindAsync(Doing, manifest.Affiliate, Row, cancellationToken).ConfigureAwait(false) is null)
        {
            if (await storage.HasAnythingAsync(Doing, cancellationToken).ConfigureAwait(false))
            {
                throw NotEmpty(manifest, "there is something of it in this account");
            }

            var begun = new TableEntity(manifest.Affiliate, Row) { { ManifestName, hash }, { DoneName, false } };
            await _imports.TryAsync(Doing, [TableErrorCode.EntityAlreadyExists], table => table.AddEntityAsync(begun, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        // Read, not remembered: another may have begun in the same moment, and an answer may have been lost.
        var stands = await _imports.FindAsync(Doing, manifest.Affiliate, Row, cancellationToken).ConfigureAwait(false);
        if (stands?.GetBinary(ManifestName).AsSpan().SequenceEqual(hash) != true)
        {
            throw NotEmpty(manifest, "another export of it was imported, or has been begun");
        }

        if (stands.GetBoolean(DoneName) != false)
        {
            throw NotEmpty(manifest, "this export was imported before");
        }
    }

    private static async Task WriteBlobsAsync(AffiliateStorage storage, ExportFolder source, CancellationToken cancellationToken)
    {
        var number = 0L;
        await foreach (var blob in ExportLineReader.ReadBlobsAsync(source.Lines(ExportFolder.BlobList), hash: null, cancellationToken).ConfigureAwait(false))
        {
            if (number == 0)
            {
                await StorageErrors.TranslateAsync(Doing, () => storage.Container.CreateIfNotExistsAsync(cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
            }

            var content = File.OpenRead(source.Blob(number++));
            await using var closing = content.ConfigureAwait(false);
            var options = new BlobUploadOptions { Metadata = blob.Metadata.ToDictionary() };
            await StorageErrors.TranslateAsync(
                Doing, () => storage.Container.GetBlockBlobClient(blob.Name).UploadAsync(content, options, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task WriteRowsAsync(RowTable table, string path, CancellationToken cancellationToken)
    {
        var actions = new List<TableTransactionAction>();
        var bytes = 0;
        await foreach (var (row, length) in ExportLineReader.ReadRowsAsync(path, hash: null, cancellationToken).ConfigureAwait(false))
        {
            if (actions.Count == RowsPerTransaction || bytes + length > TransactionBytesMax || (actions.Count > 0 && actions[0].Entity.PartitionKey != row.PartitionKey))
            {
                await SubmitAsync(table, actions, cancellationToken).ConfigureAwait(false);
                bytes = 0;
            }

            actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            bytes += length;
        }

        await SubmitAsync(table, actions, cancellationToken).ConfigureAwait(false);
    }

    private static async Task SubmitAsync(RowTable table, List<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        if (actions.Count > 0)
        {
            await table.RunAsync(Doing, rows => rows.SubmitTransactionAsync(actions, cancellationToken), cancellationToken).ConfigureAwait(false);
            actions.Clear();
        }
    }

    private static P8eStateException NotEmpty(ExportManifest manifest, string why) => new(
        StateErrorKind.Conflict, ErrorCodes.AffiliateNotEmpty, $"{Doing}: {why}, and nothing is written over. Import '{manifest.Affiliate}' into another storage account.");
}
