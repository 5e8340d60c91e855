using System.Security.Cryptography;
using P8e.Conformance.Stores.Server;
using P8e.Cryptography.Dime;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;

namespace P8e.Conformance.Stores.Comparison;

/// <summary>What our store holds at one moment.</summary>
internal sealed class OurRows
{
    private readonly Dictionary<string, List<StoreRow>> _tables = [];

    internal IReadOnlyList<StoreRow> Of(string table) => _tables[table];

    internal static async Task<OurRows> ReadAsync(StoreUnderTest store, CancellationToken cancellationToken)
    {
        var rows = new OurRows();
        var objects = rows._tables[StoreTables.Objects] = [];
        await foreach (var row in store.Index.ListAfterAsync(StoreUnderTest.Affiliate, null, cancellationToken))
        {
            objects.Add(await OfAsync(store, row, cancellationToken));
        }

        rows._tables[StoreTables.Mails] = [.. (await store.Mails.ListAllAsync(cancellationToken)).Select(Of)];
        rows._tables[StoreTables.Replication] = 
            // Pointers of a put that turned out to be a repeat are written and taken back.
            [.. store.Replication.All.Select(entry => Of(entry.Row, entry.HasLeft)).Where(row => objects.Exists(stored => stored.Id == row.ObjectId))];
        var keys = rows._tables[StoreTables.Keys] = [];
        await foreach (var row in store.Keys.ListAsync(StoreUnderTest.Affiliate, cancellationToken))
        {
            keys.Add(Of(row));
        }

        return rows;
    }

    /// <summary>Rows that were not there before.</summary>
    internal List<StoreRow> AddedSince(OurRows before, string table) => [.. Of(table).Where(row => before.Find(table, row) is null)];

    /// <summary>Rows that were there and are different now.</summary>
    internal List<StoreRow> ChangedSince(OurRows before, string table) => [.. Of(table).Where(row => before.Find(table, row) is { } old && (old.FindDifference(row) is not null || row.FindDifference(old) is not null))];

    private StoreRow? Find(string table, StoreRow row) =>
        Of(table).FirstOrDefault(candidate => candidate.Id == row.Id && candidate.ObjectId == row.ObjectId && (row.Id is not null || candidate.Fields["reader"] == row.Fields["reader"]));

    private static async Task<StoreRow> OfAsync(StoreUnderTest store, ObjectRow row, CancellationToken cancellationToken)
    {
        var header = DimeHeader.Parse(row.Header.Span);
        var payload = row.InlinePayload.ToArray();
        if (row.BlobName is { } name)
        {
            await using var stream = await store.Blobs.OpenReadAsync(StoreUnderTest.Affiliate, name, cancellationToken);
            var buffer = new MemoryStream();
            await (stream ?? Stream.Null).CopyToAsync(buffer, cancellationToken);
            payload = buffer.ToArray();
        }

        return new StoreRow(row.ObjectId.ToString("D"), null, new Dictionary<string, string>
        {
            ["hash"] = row.Key.ToString(),
            ["dime_uuid"] = header.ContainerId.ToString("D"),
            ["content_length"] = $"{row.ContentLength}",
            ["dime_length"] = $"{row.Header.Length + row.PayloadLength}",
            ["container"] = Convert.ToHexStringLower(SHA256.HashData([.. row.Header.Span, .. payload])),
            ["properties"] = RowText.Properties(row.Properties.Select(property => (property.Key, Convert.ToBase64String(property.Value.Span)))),
            ["readers"] = RowText.Readers(row.Readers.Select(reader => reader.ToString())),
        });
    }

    private static StoreRow Of(MailRow row) => new(row.MailId.ToString("D"), row.ObjectId.ToString("D"), new Dictionary<string, string>
    {
        ["reader"] = row.Reader.ToString(),
        ["type"] = MailTypes.NameOf(row.Type),
        ["acked"] = row.State switch { MailState.Open => RowText.No, MailState.Acknowledged => RowText.Yes, _ => "dead" },
    });

    private static StoreRow Of(PublicKeyRow row) => new(row.Id.ToString("D"), null, new Dictionary<string, string>
    {
        ["public_key"] = Convert.ToBase64String(row.KeyBytes.Span),
        ["url"] = row.Url,
        ["metadata"] = Convert.ToBase64String(row.Metadata.Span),
        ["header"] = row.AuthHeader ?? "",
        ["value"] = Convert.ToHexStringLower(row.AuthValueHash.Span),
    });

    private static StoreRow Of(ReplicationRow row, bool hasLeft) => new(null, row.ObjectId.ToString("D"), new Dictionary<string, string>
    {
        ["reader"] = row.Reader.ToString(),
        ["replicated"] = hasLeft ? RowText.Yes : RowText.No,
    });
}
