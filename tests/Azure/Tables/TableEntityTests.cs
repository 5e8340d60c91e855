using System.Text;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;

namespace P8e.Azure.Tests.Tables;

public sealed class TableEntityTests(SharedAzurite azurite)
{
    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static TableEntity Full { get; } = new("p", "r")
    {
        ["EmptyText"] = string.Empty,
        ["Text"] = "quote \" back \\ slash / lt < amp & uml ü key \U0001F511 tab \t line \r\n nul \0 end",
        ["LongText"] = new string('ü', 32 * 1024),
        ["IntMin"] = int.MinValue,
        ["IntMax"] = int.MaxValue,
        ["LongMin"] = long.MinValue,
        ["LongMax"] = long.MaxValue,
        ["LongSmall"] = 1L,
        ["DoubleWhole"] = 3.0,
        ["DoubleBig"] = 1E15,
        ["DoubleTiny"] = double.Epsilon,
        ["DoubleOdd"] = 0.1,
        ["DoubleMinus"] = -123456.789E-30,
        ["NaN"] = double.NaN,
        ["Infinity"] = double.PositiveInfinity,
        ["MinusInfinity"] = double.NegativeInfinity,
        ["True"] = true,
        ["False"] = false,
        ["Time"] = Time,
        ["TimeFirst"] = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
        ["TimeLast"] = DateTimeOffset.MaxValue,
        ["Guid"] = new Guid("0123abcd-4567-89ef-0123-456789abcdef"),
        ["EmptyBytes"] = Array.Empty<byte>(),
        ["LongBytes"] = Enumerable.Range(0, 64 * 1024).Select(i => (byte)i).ToArray(),
    };

    [Fact]
    public async Task Row_EveryType_ComesBackAsItWas()
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableEntityTests));
        await table.AddEntityAsync(Full, Cancel);

        var read = (await table.GetEntityAsync("p", "r", cancellationToken: Cancel)).Value;
        var listed = Assert.Single(await table.QueryAsync(cancellationToken: Cancel).ToListAsync(Cancel));

        foreach (var (name, value) in Full)
        {
            Assert.Equal(value, read[name]);
            Assert.Equal(value, listed[name]);
        }

        Assert.Equal(Full.Count + 2, read.Count);
    }

    [Fact]
    public async Task Row_TimeWithOffsetBinaryDataAndNull_AreStoredAsUtcBytesAndNothing()
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableEntityTests));
        var time = Time.ToOffset(TimeSpan.FromHours(5));
        await table.AddEntityAsync(new TableEntity("p", "r") { ["T"] = time, ["B"] = new BinaryData([1, 2]), ["N"] = null }, Cancel);

        var read = (await table.GetEntityAsync("p", "r", cancellationToken: Cancel)).Value;

        Assert.Equal((Time, TimeSpan.Zero), (read.GetDateTimeOffset("T"), read.GetDateTimeOffset("T")!.Value.Offset));
        Assert.Equal([1, 2], read.GetBinary("B"));
        Assert.Equal([1, 2], read.GetBinaryData("B")!.ToArray());
        Assert.False(read.ContainsKey("N"));
    }

    [Fact]
    public async Task Row_OfOneMebibyte_IsStoredAndOneByteMoreIsNotSent()
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableEntityTests));
        var row = new TableEntity("p", "r");
        for (var i = 0; i < 15; i++)
        {
            row[$"T{i:D2}"] = new string('x', 32 * 1024);
        }

        row["Rest"] = string.Empty;
        row["Rest"] = new string('x', (TableEntityRules.MaxEntityBytes - TableEntityRules.Check(row)) / 2);
        Assert.Equal(TableEntityRules.MaxEntityBytes, TableEntityRules.Check(row));
        await table.AddEntityAsync(row, Cancel);

        row["Rest"] += "x";
        Assert.Equal("EntityTooLarge", Assert.Throws<global::Azure.RequestFailedException>(() => TableEntityRules.Check(row)).ErrorCode);
    }

    [Fact]
    public async Task Read_FullMetadata_LeavesTheServicesOwnAnnotationsOut()
    {
        const string Body = """
            {"odata.metadata":"https://a/$metadata#t/@Element","odata.type":"a.t","odata.id":"https://a/t(x)","odata.etag":"W/\"1\"","odata.editLink":"t(x)",
             "Timestamp@odata.type":"Edm.DateTime","Timestamp":"2026-01-02T03:04:05.1234567Z","PartitionKey":"p","RowKey":"r",
             "L@odata.type":"Edm.Int64","L":"-7","S@odata.type":"Edm.String","S":"5","I@odata.type":"Edm.Int32","I":5,"D@odata.type":"Edm.Double","D":5,
             "B@odata.type":"Edm.Boolean","B":true,"E":1.0,"F":1e2,"G":12345678901,"N":null}
            """;
        var network = new ScriptedHandler(ScriptedHandler.Answer(200, Body));

        var read = (await ScriptedTables.Table(network).GetEntityAsync("p", "r", cancellationToken: Cancel)).Value;

        Assert.Equal(["odata.etag", "Timestamp", "PartitionKey", "RowKey", "L", "S", "I", "D", "B", "E", "F", "G"], read.Keys);
        Assert.Equal([-7L, "5", 5, 5.0, true, 1.0, 100.0, 12345678901.0], read.Values.Skip(4));
        Assert.Equal((Time, "W/\"1\""), (read.Timestamp, read.ETag.ToString()));
    }

    [Fact]
    public void Values_AnotherType_IsRefusedOnWriteAndOnRead()
    {
        var row = new TableEntity("p", "r") { ["A"] = 1 };

        Assert.Throws<ArgumentException>(() => row["B"] = DateTime.UnixEpoch);
        Assert.Throws<ArgumentException>(() => row.Add("B", 1u));
        Assert.Throws<InvalidOperationException>(() => row.GetInt64("A"));
        Assert.Throws<InvalidOperationException>(() => row.GetString("A"));
        Assert.Throws<InvalidOperationException>(() => row.GetBinary("A"));
        Assert.Null(row.GetInt64("absent"));
    }

    [Fact]
    public void Write_Row_AnnotatesWhatJsonCannotTellAndLeavesOutWhatIsTheServices()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        var row = new TableEntity("p", "r") { Timestamp = Time, ["L"] = 1L, ["D"] = 2.0, ["S"] = "ü<" };
        row.ETag = new global::Azure.ETag("W/\"1\"");

        TableEntityWriter.Write(buffer, row);

        Assert.Equal(
            """{"PartitionKey":"p","RowKey":"r","L@odata.type":"Edm.Int64","L":"1","D@odata.type":"Edm.Double","D":2,"S":"\u00FC\u003C"}""",
            Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
