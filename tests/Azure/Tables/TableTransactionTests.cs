using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;

namespace P8e.Azure.Tests.Tables;

public sealed class TableTransactionTests(SharedAzurite azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SubmitTransactionAsync_EveryKindOfAction_DoesAllOfThem()
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableTransactionTests));
        var version = (await table.AddEntityAsync(Row("merge", 1), Cancel)).Headers.ETag!.Value;
        await table.AddEntityAsync(Row("replace", 1), Cancel);
        await table.AddEntityAsync(Row("delete", 1), Cancel);
        var other = new TableEntity("p'q ü", "x") { ["B"] = "'\r\n--changeset_p8e--\r\n\"{}" };

        var answer = await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpdateMerge, Copy(other, "merge"), version),
                new(TableTransactionActionType.UpdateReplace, Copy(other, "replace")),
                new(TableTransactionActionType.Delete, Copy(other, "delete")),
                new(TableTransactionActionType.UpsertMerge, Copy(other, "upsert1")),
                new(TableTransactionActionType.UpsertReplace, Copy(other, "upsert2")),
                new(TableTransactionActionType.Add, Copy(other, "add' %")),
            ],
            Cancel);

        Assert.Equal(6, answer.Value.Count);
        Assert.All(answer.Value, a => Assert.Equal(204, a.Status));
        var rows = await table.QueryAsync(cancellationToken: Cancel).ToDictionaryAsync(e => e.RowKey!, cancellationToken: Cancel);
        Assert.Equal(["add' %", "merge", "replace", "upsert1", "upsert2"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(rows.Values, row => Assert.Equal(other["B"], row["B"]));
        Assert.Equal((1, null), (rows["merge"].GetInt32("A"), rows["replace"].GetInt32("A")));
        Assert.Equal(rows["merge"].ETag, answer.Value[0].Headers.ETag);
        Assert.Equal(rows["add' %"].ETag, answer.Value[5].Headers.ETag);
    }

    [Theory]
    [InlineData(TableTransactionActionType.Add, 409, "EntityAlreadyExists")]
    [InlineData(TableTransactionActionType.UpdateReplace, 412, "UpdateConditionNotSatisfied")]
    [InlineData(TableTransactionActionType.Delete, 412, "UpdateConditionNotSatisfied")]
    public async Task SubmitTransactionAsync_OneActionFails_NamesItAndDoesNothing(TableTransactionActionType type, int status, string code)
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableTransactionTests));
        var version = (await table.AddEntityAsync(Row("there", 1), Cancel)).Headers.ETag!.Value;
        await table.UpsertEntityAsync(Row("there", 2), cancellationToken: Cancel);

        var error = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, Row("new", 1)), new(TableTransactionActionType.UpsertMerge, Row("up", 1)), new(type, Row("there", 3), version)], Cancel));

        Assert.Equal((status, code, 2), (error.Status, error.ErrorCode, error.FailedTransactionActionIndex));
        var row = Assert.Single(await table.QueryAsync(cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.Equal(("there", 2), (row.RowKey, row.GetInt32("A")));
    }

    [Fact]
    public async Task SubmitTransactionAsync_HundredActionsNearFourMebibytes_AreDone()
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableTransactionTests));
        var text = new string('x', 32 * 1024);
        var actions = Enumerable.Range(0, 100).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i:D3}") { ["A"] = text }));

        var answer = await table.SubmitTransactionAsync(actions, Cancel);

        Assert.Equal(100, answer.Value.Count);
        Assert.Equal(100, await table.QueryAsync(select: ["RowKey"], cancellationToken: Cancel).CountAsync(Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task SubmitTransactionAsync_TooFewOrTooManyActions_IsNotSent(int count) =>
        await NotSentAsync(Enumerable.Range(0, count).Select(i => Row($"{i}", i)), "InvalidInput", null);

    [Fact]
    public async Task SubmitTransactionAsync_TwoPartitions_IsNotSent() =>
        await NotSentAsync([new TableEntity("p", "r"), new TableEntity("q", "s")], "CommandsInBatchActOnDifferentPartitions", 1);

    [Fact]
    public async Task SubmitTransactionAsync_OneRowTwice_IsNotSent() =>
        await NotSentAsync([new TableEntity("p", "r"), new TableEntity("p", "s"), new TableEntity("p", "r")], "InvalidDuplicateRow", 2);

    [Fact]
    public async Task SubmitTransactionAsync_RowBreaksALimit_IsNotSent() =>
        await NotSentAsync([new TableEntity("p", "r"), new TableEntity("p", "s/t")], "OutOfRangeInput", 1);

    [Fact]
    public async Task SubmitTransactionAsync_VersionWithALineBreak_IsNotSent()
    {
        var network = new ScriptedHandler();
        TableTransactionAction[] actions = [new(TableTransactionActionType.Delete, new TableEntity("p", "r"), new global::Azure.ETag("*\r\nX: y"))];

        var error = await Assert.ThrowsAsync<TableTransactionFailedException>(() => ScriptedTables.Table(network).SubmitTransactionAsync(actions, Cancel));

        Assert.Equal(("InvalidInput", 0), (error.ErrorCode, error.FailedTransactionActionIndex));
        Assert.Empty(network.Requests);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(100)]
    public async Task SubmitTransactionAsync_OverFourMebibytes_IsNotSent(int rows)
    {
        var bytes = new byte[48 * 1024];

        await NotSentAsync(Enumerable.Range(0, rows).Select(i => new TableEntity("p", $"{i}") { ["A"] = bytes, ["B"] = bytes }), "RequestBodyTooLarge", null);
    }

    private static async Task NotSentAsync(IEnumerable<TableEntity> rows, string code, int? index)
    {
        var network = new ScriptedHandler();
        var actions = rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row));

        var error = await Assert.ThrowsAsync<TableTransactionFailedException>(() => ScriptedTables.Table(network).SubmitTransactionAsync(actions, Cancel));

        Assert.Equal((code, index), (error.ErrorCode, error.FailedTransactionActionIndex));
        Assert.Empty(network.Requests);
    }

    private static TableEntity Row(string rowKey, int value) => new("p'q ü", rowKey) { ["A"] = value };

    private static TableEntity Copy(TableEntity entity, string rowKey) => new(entity.PartitionKey!, rowKey) { ["B"] = entity["B"] };
}
