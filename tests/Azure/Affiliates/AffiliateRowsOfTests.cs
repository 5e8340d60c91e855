using System.Text;
using Azure.Storage.Blobs;
using P8e.Azure.Affiliates;
using P8e.Azure.Objects;
using P8e.Azure.Tables;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Tests.Affiliates;

/// <summary>Rows and blobs as an affiliate has them, with values of every type; each says whose it is.</summary>
internal static class AffiliateRowsOfTests
{
    internal const int RowsOfEach = 130;

    /// <summary>Says whose something is.</summary>
    internal static string Mark(AffiliateName affiliate) => $"[of {affiliate}]";

    /// <summary>Writes rows into every table, and two blobs.</summary>
    internal static async Task WriteAsync(TableServiceClient tables, BlobServiceClient blobs, AffiliateName affiliate, CancellationToken cancellationToken)
    {
        foreach (var table in AffiliateTable.All)
        {
            var client = tables.GetTableClient(table.Name);
            await client.CreateIfNotExistsAsync(cancellationToken);
            foreach (var partition in Partitions(table, affiliate))
            {
                await client.SubmitTransactionAsync(Rows(partition, affiliate, 0, 100), cancellationToken);
                await client.SubmitTransactionAsync(Rows(partition, affiliate, 100, RowsOfEach), cancellationToken);
            }
        }

        var store = new BlobObjectBlobs(blobs);
        foreach (var number in new[] { 1, 2 })
        {
            var upload = store.StartUpload(affiliate, $"20260101/{number}");
            await upload.AppendAsync(Encoding.UTF8.GetBytes($"{Mark(affiliate)} {number}"), cancellationToken);
            await upload.CommitAsync(new BlobOrigin(ObjectKey.FromBytes([(byte)number]), AudienceId.FromStored(new string('A', 43))), cancellationToken);
        }
    }

    /// <summary>How many rows <see cref="WriteAsync"/> writes into a table.</summary>
    internal static int Count(AffiliateTable table) => RowsOfEach * (table.IsRange ? 2 : 1);

    /// <summary>Row of a table that begins with an affiliate's name and a bar and is not its: the hub writes such ones.</summary>
    internal static async Task WriteHubRowAsync(TableServiceClient tables, AffiliateName affiliate, CancellationToken cancellationToken) =>
        await tables.GetTableClient("Due").AddEntityAsync(new TableEntity($"{affiliate}|hub|000", "row") { { "Whose", "[of the hub]" } }, cancellationToken);

    private static string[] Partitions(AffiliateTable table, AffiliateName affiliate) =>
        table.IsRange ? [$"{affiliate}|!first", $"{affiliate}|~last"] : [affiliate + table.Partition];

    private static IEnumerable<TableTransactionAction> Rows(string partition, AffiliateName affiliate, int from, int to) => Enumerable.Range(from, to - from).Select(
        number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, $"row|{number:D5}")
        {
            { "Whose", Mark(affiliate) },
            { "Text", "zwei\nZeilen „\"\\\u2028 🦀" },
            { "Empty", "" },
            { "Number", number },
            { "Long", long.MaxValue },
            { "Whole", 5.0 },
            { "Special", double.NegativeInfinity },
            { "Truth", true },
            { "Time", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567) },
            { "Id", new Guid(number, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) },
            { "Bytes", Encoding.UTF8.GetBytes(new string('x', number)) },
        }));
}
