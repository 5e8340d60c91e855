using P8e.Azure.Tables;
using P8e.Azurite;

namespace P8e.Azure.Tests.Tables;

public sealed class TableClientTests(SharedAzurite azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dump()
    {
        var server = await azurite.ServerAsync();
        var service = new TableServiceClient(server.ConnectionString);
        var table = service.GetTableClient(azurite.NewName("dump"));
        await table.CreateIfNotExistsAsync(Cancel);
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 5L }, Cancel);
        TableTransactionAction[] actions = [
            new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "1") { ["A"] = 5L }),
            new(TableTransactionActionType.Delete, new TableEntity("p", "r")),
            new(TableTransactionActionType.Add, new TableEntity("p", "2") { ["A"] = 5L })];
        var r = await table.SubmitTransactionAsync(actions, Cancel);
        TestContext.Current.SendDiagnosticMessage("{0}", r.GetRawResponse().Content.ToString());
        Assert.Equal(3, r.Value.Count);
    }
}
