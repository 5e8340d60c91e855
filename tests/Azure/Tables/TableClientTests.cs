using Azure;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;

namespace P8e.Azure.Tests.Tables;

public sealed class TableClientTests(SharedAzurite azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Keys => new()
    {
        { "p", "r" },
        { string.Empty, string.Empty },
        { "with space", " lead and trail " },
        { "o'clock", "''" },
        { "a%20b", "100%" },
        { "plus+and&=;", "@$!*(),:" },
        { "Grüße 東京", "\U0001F511" },
        { "..", "." },
        { "')", "',RowKey='x" },
        { new string('k', 512), new string('r', 512) },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Row_AnyAllowedKeys_IsWrittenReadAndDeleted(string partitionKey, string rowKey)
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableClientTests));
        var entity = new TableEntity(partitionKey, rowKey) { ["A"] = 1 };

        var added = await table.AddEntityAsync(entity, Cancel);
        var read = (await table.GetEntityAsync(partitionKey, rowKey, cancellationToken: Cancel)).Value;
        await table.UpdateEntityAsync(new TableEntity(partitionKey, rowKey) { ["A"] = 2 }, read.ETag, TableUpdateMode.Replace, Cancel);
        await table.UpsertEntityAsync(new TableEntity(partitionKey, rowKey) { ["B"] = 3 }, TableUpdateMode.Merge, Cancel);
        var merged = (await table.GetEntityAsync(partitionKey, rowKey, cancellationToken: Cancel)).Value;
        var deleted = await table.DeleteEntityAsync(partitionKey, rowKey, merged.ETag, Cancel);

        Assert.Equal((partitionKey, rowKey), (read.PartitionKey, read.RowKey));
        Assert.Equal(added.Headers.ETag, read.ETag);
        Assert.NotNull(read.Timestamp);
        Assert.Equal((2, 3), (merged.GetInt32("A"), merged.GetInt32("B")));
        Assert.Equal(204, deleted.Status);
        Assert.False((await table.GetEntityIfExistsAsync(partitionKey, rowKey, cancellationToken: Cancel)).HasValue);
    }

    [Fact]
    public async Task AddEntityAsync_RowIsThere_SaysSo()
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableClientTests));
        await table.AddEntityAsync(new TableEntity("p", "r"), Cancel);

        await FailsAsync(() => table.AddEntityAsync(new TableEntity("p", "r"), Cancel), 409, TableErrorCode.EntityAlreadyExists);
    }

    [Fact]
    public async Task Row_Absent_ReadAndUpdateFailAndDeleteIsDone()
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableClientTests));

        await FailsAsync(() => table.GetEntityAsync("p", "r", cancellationToken: Cancel), 404, TableErrorCode.ResourceNotFound);
        await FailsAsync(() => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All, cancellationToken: Cancel), 404, TableErrorCode.ResourceNotFound);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r", cancellationToken: Cancel)).Status);
        var absent = await table.GetEntityIfExistsAsync("p", "r", cancellationToken: Cancel);
        Assert.False(absent.HasValue);
        Assert.Equal(404, absent.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => absent.Value);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpdateEntityAsync_RowChangedMeanwhile_IsRefused(TableUpdateMode mode)
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableClientTests));
        var old = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Cancel)).Headers.ETag!.Value;
        var current = (await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, old, mode, Cancel)).Headers.ETag!.Value;

        Assert.NotEqual(old, current);
        await FailsAsync(() => table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 3 }, old, mode, Cancel), 412, TableErrorCode.UpdateConditionNotSatisfied);
        await FailsAsync(() => table.DeleteEntityAsync("p", "r", old, Cancel), 412, TableErrorCode.UpdateConditionNotSatisfied);
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 4 }, ETag.All, mode, Cancel);
        Assert.Equal(4, (await table.GetEntityAsync("p", "r", cancellationToken: Cancel)).Value.GetInt32("A"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, 1)]
    [InlineData(TableUpdateMode.Replace, null)]
    public async Task UpsertEntityAsync_Twice_KeepsOrDropsWhatIsNotNamed(TableUpdateMode mode, int? kept)
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableClientTests));

        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, mode, Cancel);
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2 }, mode, Cancel);

        var read = (await table.GetEntityAsync("p", "r", cancellationToken: Cancel)).Value;
        Assert.Equal((kept, 2), (read.GetInt32("A"), read.GetInt32("B")));
    }

    [Fact]
    public async Task UpdateEntityAsync_WithoutVersion_IsAProgrammersMistake()
    {
        var table = ScriptedTables.Table(new ScriptedHandler());

        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default, cancellationToken: Cancel));
    }

    [Fact]
    public async Task GetEntityAsync_WithSelect_ReadsWhatIsNamed()
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableClientTests));
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2L, ["C"] = "c" }, Cancel);

        var read = (await table.GetEntityAsync("p", "r", ["B", "RowKey"], Cancel)).Value;

        Assert.Equal((2L, "r"), (read.GetInt64("B"), read.RowKey));
        Assert.False(read.ContainsKey("A") || read.ContainsKey("C"));
    }

    [Fact]
    public async Task Table_Absent_EveryOperationSaysSo()
    {
        var table = (await EmulatedTables.ServiceAsync(azurite)).GetTableClient("absent");

        await FailsAsync(() => table.AddEntityAsync(new TableEntity("p", "r"), Cancel), 404, TableErrorCode.TableNotFound);
        await FailsAsync(() => table.UpsertEntityAsync(new TableEntity("p", "r"), cancellationToken: Cancel), 404, TableErrorCode.TableNotFound);
        await FailsAsync(() => table.GetEntityIfExistsAsync("p", "r", cancellationToken: Cancel), 404, TableErrorCode.TableNotFound);
        await FailsAsync(() => table.DeleteEntityAsync("p", "r", cancellationToken: Cancel), 404, TableErrorCode.TableNotFound);
        await FailsAsync(() => table.QueryAsync(cancellationToken: Cancel).ToListAsync(Cancel).AsTask(), 404, TableErrorCode.TableNotFound);
    }

    [Fact]
    public async Task Service_Tables_AreCreatedOnceListedAndDeleted()
    {
        var service = await EmulatedTables.ServiceAsync(azurite);
        var prefix = azurite.NewName("listing");
        string[] names = [.. Enumerable.Range(0, 3).Select(i => $"{prefix}x{i}")];
        foreach (var name in names)
        {
            Assert.Equal(204, (await service.CreateTableIfNotExistsAsync(name, Cancel)).GetRawResponse().Status);
        }

        Assert.Equal(409, (await service.CreateTableIfNotExistsAsync(names[0], Cancel)).GetRawResponse().Status);
        var filter = TableClient.CreateQueryFilter($"TableName ge {prefix + "x"} and TableName lt {prefix + "y"}");
        var pages = await service.QueryAsync(filter, maxPerPage: 2, Cancel).AsPages().ToListAsync(Cancel);
        Assert.Equal([2, 1], pages.Select(p => p.Values.Count));
        Assert.Equal(names, pages.SelectMany(p => p.Values).Select(t => t.Name));

        Assert.Equal(204, (await service.DeleteTableAsync(names[0], Cancel)).Status);
        Assert.Equal(404, (await service.DeleteTableAsync(names[0], Cancel)).Status);
        Assert.Equal(names[1..], await service.QueryAsync(filter, cancellationToken: Cancel).Select(t => t.Name).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Service_WrongKey_IsNotLetIn()
    {
        var service = new TableServiceClient((await azurite.ServerAsync()).TableEndpoint, new TableSharedKeyCredential("devstoreaccount1", "AAAA"));

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableIfNotExistsAsync("abc", Cancel));

        Assert.Equal(403, error.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("1ab")]
    [InlineData("a-b")]
    [InlineData("tést")]
    [InlineData("a/b')")]
    public void GetTableClient_NameIsNotOne_IsRefused(string name)
    {
        var service = ScriptedTables.Service(new ScriptedHandler());

        Assert.Throws<ArgumentException>(() => service.GetTableClient(name));
        Assert.Throws<ArgumentException>(() => service.GetTableClient(new string('a', 64)));
    }

    private static async Task FailsAsync(Func<Task> call, int status, TableErrorCode code)
    {
        var error = await Assert.ThrowsAsync<RequestFailedException>(call);
        Assert.Equal((status, code.Code), (error.Status, error.ErrorCode));
    }
}
