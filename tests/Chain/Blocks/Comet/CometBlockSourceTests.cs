using System.Net;
using System.Text;
using P8e.Chain.Blocks;
using P8e.Chain.Blocks.Comet;
using P8e.Chain.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Chain.Tests.Blocks.Comet;

public sealed class CometBlockSourceTests : IDisposable
{
    private readonly RecordedNode _node = new();
    private readonly HttpClient _http;
    private readonly CometBlockSource _source;

    public CometBlockSourceTests()
    {
        _http = new HttpClient(_node) { BaseAddress = new Uri("http://node.invalid/") };
        _source = new CometBlockSource(_http, new ChainOptions { ChainId = "testing-golden", ReplyBytesMaximum = 1 << 20 });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _node.Dispose();
    }

    [Fact]
    public async Task ReadStatusAsync_RecordedReply_SaysWhereTheNodeIs() => Assert.Equal(
        new ChainStatus("testing-golden", 484, "B6A7F4EBD15162D9620D151F5581CFA94DC2D5BD80AD4C649873869073848D34", 1, false),
        await _source.ReadStatusAsync(Token));

    [Fact]
    public async Task ReadHeadersAsync_RecordedReply_GivesThemAscendingAndLinked()
    {
        var headers = await _source.ReadHeadersAsync(376, 377, Token);

        Assert.Equal([376L, 377L], headers.Select(header => header.Height));
        Assert.Equal(headers[0].Hash, headers[1].ParentHash);
        Assert.Equal("852F15E1B848B51CB7E39767DD0D595E4B950E2F5821ADD2D5F93A2E3C06674D", headers[1].Hash);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 6, 51, 33, TimeSpan.Zero).AddTicks(8_947_075), headers[1].Time);
        Assert.Equal(1, headers[1].TransactionCount);
        Assert.All(headers, header => Assert.Equal("testing-golden", header.ChainId));
    }

    [Fact]
    public async Task ReadBlockAsync_RecordedReply_IsTheHeadersBlock()
    {
        var headers = await _source.ReadHeadersAsync(376, 377, Token);

        var block = await _source.ReadBlockAsync(377, Token);

        Assert.Equal(headers[1], block.Header);
        Assert.Single(block.Transactions);
        Assert.Equal("", (await _source.ReadBlockAsync(1, Token)).Header.ParentHash);
    }

    [Theory]
    [InlineData("block_results", 377)]
    [InlineData("block_results-empty", 3)]
    [InlineData("block_results-1", 1)]
    public async Task ReadResultsAsync_RecordedReply_HasTheSameEventsAndTheAttributesThatAreFollowed(string id, long height)
    {
        var recorded = _node.Reply(id).GetProperty("result");
        var transactions = recorded.GetProperty("txs_results");

        var results = (await _source.ReadResultsAsync(height, Token))!;

        Assert.Equal(height, results.Height);
        Assert.Equal(Events(recorded.GetProperty("finalize_block_events")), results.BlockEvents.Select(Describe));
        Assert.Equal(
            transactions.ValueKind == System.Text.Json.JsonValueKind.Null ? [] : transactions.EnumerateArray().SelectMany(transaction => Events(transaction.GetProperty("events"))),
            results.Transactions.SelectMany(transaction => transaction.Events).Select(Describe));
    }

    [Fact]
    public async Task ReadBlockAsync_HeightNotYetThere_IsTransientAndSaysSo()
    {
        var error = await Assert.ThrowsAsync<P8eTransientException>(() => _source.ReadBlockAsync(99_999_999, Token));

        Assert.Equal(ErrorCodes.ChainNodeUnavailable, error.Code);
        Assert.Contains("current blockchain height 484", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<P8eTransientException>(() => _source.ReadResultsAsync(99_999_999, Token));
        await Assert.ThrowsAsync<P8eTransientException>(() => _source.ReadHeadersAsync(99_999_998, 99_999_999, Token));
    }

    [Fact]
    public async Task ReadResultsAsync_NotStoredYet_IsNull()
    {
        Replace("""{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error","data":"could not find results for height #7"}}""");

        Assert.Null(await _source.ReadResultsAsync(7, Token));
    }

    [Fact]
    public async Task ReadBlockAsync_Pruned_IsNotTransient()
    {
        Replace("""{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error","data":"height 7 is not available, lowest height is 9"}}""");

        Assert.Equal(ErrorCodes.ChainBlocksPruned, (await Assert.ThrowsAsync<P8eStateException>(() => _source.ReadBlockAsync(7, Token))).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"result":null}""")]
    [InlineData("""{"result":{}}""")]
    [InlineData("""{"result":{"height":"-1"}}""")]
    [InlineData("""{"result":{"height":7,"txs_results":{}}}""")]
    [InlineData("""{"result":{"height":"7","txs_results":[{"code":4294967296}]}}""")]
    [InlineData("""{"result":{"height":"7","txs_results":[{"events":[{"type":{}}]}]}}""")]
    [InlineData("""{"result":{"height":"8","txs_results":null}}""")]
    [InlineData("""{"result":{"height":"7","txs_results":[""")]
    [InlineData("""{"result":{"height":"7","txs_results":[{"log":"\ud800"}]}}""")]
    [InlineData("""{"error":{"message":"\udc00"}}""")]
    public async Task ReadResultsAsync_SomethingElse_IsTransient(string body)
    {
        Replace(body);

        Assert.Equal(ErrorCodes.ChainNodeUnavailable, (await Assert.ThrowsAsync<P8eTransientException>(() => _source.ReadResultsAsync(7, Token))).Code);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task ReadStatusAsync_HttpFailure_IsTransient(HttpStatusCode status)
    {
        _node.Replacement = (status, []);

        await Assert.ThrowsAsync<P8eTransientException>(() => _source.ReadStatusAsync(Token));
    }

    [Fact]
    public async Task ReadStatusAsync_ReplyThatStopsInTheMiddle_IsTransientAfterTheTimeout()
    {
        using var node = new StoppingNode();
        using var http = new HttpClient(node) { BaseAddress = new Uri("http://node.invalid/"), Timeout = TimeSpan.FromMilliseconds(50) };
        var source = new CometBlockSource(http, new ChainOptions { ChainId = "testing-golden" });

        await Assert.ThrowsAsync<P8eTransientException>(() => source.ReadStatusAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public async Task ReadStatusAsync_ReplyTooLong_IsRefused()
    {
        Replace(new string(' ', (1 << 20) + 1));

        Assert.Equal(ErrorCodes.LimitExceeded, (await Assert.ThrowsAsync<P8eStateException>(() => _source.ReadStatusAsync(Token))).Code);
    }

    [Theory]
    [InlineData("""{"attributes":[{"key":"amount","value":"1"}],"type":"transfer"}""", "transfer|amount=1")]
    [InlineData("""{"attributes":[{"key":"amount","value":"1"}],"type":"other"}""", "other")]
    [InlineData("""{"type":"burn","attributes":[{"value":"\u0031","key":"am\u006funt","index":true}]}""", "burn|amount=1")]
    [InlineData("""{"type":"burn","attributes":null}""", "burn")]
    [InlineData("{}", "")]
    public async Task ReadResultsAsync_EventInAnyOrder_IsReadTheSame(string json, string expected)
    {
        Replace($$$"""{"result":{"height":"7","txs_results":[{"code":0,"events":[{{{json}}}]}]}}""");

        Assert.Equal(expected, Describe((await _source.ReadResultsAsync(7, Token))!.Transactions[0].Events[0]));
    }

    [Fact]
    public async Task ReadResultsAsync_ReplyOfManyPieces_IsReadWhole()
    {
        var log = new string('x', 300_000);
        Replace($$$"""{"result":{"height":"7","txs_results":[{"code":0,"data":"{{{log}}}","events":[{"type":"transfer","attributes":[{"key":"k","value":"{{{log}}}"}]}]}]}}""");

        var results = await _source.ReadResultsAsync(7, Token);

        Assert.Equal(log, results!.Transactions[0].Events[0].Find("k"));
    }

    private static IEnumerable<string> Events(System.Text.Json.JsonElement events) => events.EnumerateArray().Select(element =>
        element.GetProperty("type").GetString() + string.Concat(element.GetProperty("attributes").EnumerateArray()
            .Where(_ => ChainEvent.IsFollowed(element.GetProperty("type").GetString()))
            .Select(attribute => $"|{attribute.GetProperty("key").GetString()}={attribute.GetProperty("value").GetString()}")));

    private static string Describe(ChainEvent read) => read.Type + string.Concat(read.Attributes.Select(attribute => $"|{attribute.Key}={attribute.Value}"));

    private void Replace(string body) => _node.Replacement = (HttpStatusCode.OK, Encoding.UTF8.GetBytes(body));
}
