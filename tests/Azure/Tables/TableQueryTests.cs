using System.Globalization;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;

namespace P8e.Azure.Tests.Tables;

public sealed class TableQueryTests(SharedAzurite azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Texts => ["plain", "o'clock", "''", "x' or 'a' eq 'a", "') or true", "Grüße 東京 \U0001F511", "a&b=c#d?e/f\\g", "100%", "{0}", string.Empty];

    [Fact]
    public async Task QueryAsync_MoreThanAThousandRows_FollowsTheContinuation()
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableQueryTests));
        for (var batch = 0; batch < 11; batch++)
        {
            await table.SubmitTransactionAsync(
                Enumerable.Range(batch * 100, 100).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p p'", $"r{i:D4} '+%") { ["N"] = i })), Cancel);
        }

        var pages = await table.QueryAsync(cancellationToken: Cancel).AsPages().ToListAsync(Cancel);

        Assert.Equal([1000, 100], pages.Select(p => p.Values.Count));
        Assert.Equal(Enumerable.Range(0, 1100), pages.SelectMany(p => p.Values).Select(e => e.GetInt32("N")!.Value));
        var second = await table.QueryAsync(cancellationToken: Cancel).AsPages(pages[0].ContinuationToken).ToListAsync(Cancel);
        Assert.Equal(1000, Assert.Single(second).Values[0].GetInt32("N"));
        var small = await table.QueryAsync(maxPerPage: 400, cancellationToken: Cancel).AsPages().ToListAsync(Cancel);
        Assert.Equal([400, 400, 300], small.Select(p => p.Values.Count));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task QueryAsync_TextInFilter_FindsExactlyThatRow(string text)
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableQueryTests));
        await table.AddEntityAsync(new TableEntity("p", "wanted") { ["A"] = text }, Cancel);
        await table.AddEntityAsync(new TableEntity("p", "other") { ["A"] = text + "x" }, Cancel);

        var found = await table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and A eq {text}"), cancellationToken: Cancel).ToListAsync(Cancel);

        Assert.Equal("wanted", Assert.Single(found).RowKey);
    }

    [Fact]
    public async Task QueryAsync_EveryTypeInFilter_Compares()
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableQueryTests));
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var guid = new Guid("0123abcd-4567-89ef-0123-456789abcdef");
        byte[] bytes = [0, 1, 255];
        await table.AddEntityAsync(
            new TableEntity("p", "r") { ["I"] = -5, ["L"] = long.MaxValue, ["D"] = 2.5, ["B"] = true, ["T"] = time, ["G"] = guid, ["X"] = bytes }, Cancel);
        FormattableString[] filters =
        [
            $"I eq {-5}", $"L ge {long.MaxValue - 1}", $"D gt {2.0}", $"B eq {true}", $"T eq {time}", $"G eq {guid}", $"X eq {bytes}", $"X eq {new BinaryData(bytes)}",
        ];

        foreach (var filter in filters)
        {
            var text = TableClient.CreateQueryFilter(filter);
            Assert.True(await table.QueryAsync(text, cancellationToken: Cancel).AnyAsync(Cancel), text);
            Assert.False(await table.QueryAsync($"not ({text})", cancellationToken: Cancel).AnyAsync(Cancel), text);
        }
    }

    [Fact]
    public async Task QueryAsync_WithSelect_ReadsWhatIsNamed()
    {
        var table = await EmulatedTables.CreateAsync(azurite, typeof(TableQueryTests));
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, Cancel);

        var row = Assert.Single(await table.QueryAsync(select: ["B"], cancellationToken: Cancel).ToListAsync(Cancel));

        Assert.Equal(2, row.GetInt32("B"));
        Assert.False(row.ContainsKey("A"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task QueryAsync_PageSizeOutOfRange_IsRefused(int size)
    {
        var table = ScriptedTables.Table(new ScriptedHandler());

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => table.QueryAsync(maxPerPage: size, cancellationToken: Cancel).AnyAsync(Cancel).AsTask());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b c")]
    public async Task AsPages_ForeignToken_IsRefused(string token)
    {
        var table = ScriptedTables.Table(new ScriptedHandler());

        await Assert.ThrowsAsync<ArgumentException>(() => table.QueryAsync(cancellationToken: Cancel).AsPages(token).AnyAsync(Cancel).AsTask());
    }

    [Fact]
    public async Task AsPages_ServiceGivesOnlyAPartition_AsksForThatPartition()
    {
        var network = new ScriptedHandler(
            ScriptedHandler.Answer(200, "{\"value\":[]}", headers: ("x-ms-continuation-NextPartitionKey", "1!4!cA--")),
            ScriptedHandler.Answer(200, "{\"value\":[]}"));

        Assert.Equal(2, await ScriptedTables.Table(network).QueryAsync(cancellationToken: Cancel).AsPages().CountAsync(Cancel));

        Assert.Equal("?NextPartitionKey=1%214%21cA--", network.Requests[1].Uri.Query);
    }

    [Theory]
    [InlineData(".", "-")]
    [InlineData(",", "~")]
    public void CreateQueryFilter_EveryType_WritesOneLiteralInAnyCulture(string point, string minus)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = point;
        culture.NumberFormat.NegativeSign = minus;
        CultureInfo.CurrentCulture = culture;
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)).AddTicks(1234567);

        Assert.Equal("A eq 'it''s' and B eq -1", TableClient.CreateQueryFilter($"A eq {"it's"} and B eq {-1}"));
        Assert.Equal("1L 1.0 1.5 1E+300 true false", TableClient.CreateQueryFilter($"{1L} {1.0} {1.5} {1E300} {true} {false}"));
        Assert.Equal("datetime'2026-01-02T02:04:05.1234567Z'", TableClient.CreateQueryFilter($"{time}"));
        Assert.Equal("guid'00000000-0000-0000-0000-000000000000' X'00ff'", TableClient.CreateQueryFilter($"{Guid.Empty} {(byte[])[0, 255]}"));
        Assert.Equal("A eq 'fixed' and B eq 'v'", TableClient.CreateQueryFilter($"A eq 'fixed' and B eq {"v"}"));
    }

    [Fact]
    public void CreateQueryFilter_ValueInsideQuotesOrWithoutLiteral_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq '{"x"}'"));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {double.NaN}"));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {DateTime.UnixEpoch}"));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {null}"));
    }
}
