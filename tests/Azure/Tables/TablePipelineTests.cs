using System.Globalization;
using Azure;
using Azure.Core;
using P8e.Azure.Http;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;

namespace P8e.Azure.Tests.Tables;

public sealed class TablePipelineTests
{
    private static readonly TableEntity Row = new("p", "r") { ["A"] = 1 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(503, "Retry-After", "1", 1000)]
    [InlineData(429, "Retry-After", "1", 1000)]
    [InlineData(503, "x-ms-retry-after-ms", "250", 250)]
    public async Task SendAsync_BusyWithRetryAfter_WaitsAsLongAsAsked(int status, string header, string value, int milliseconds)
    {
        var network = new ScriptedHandler(ScriptedHandler.Error(status, "ServerBusy", (header, value)), ScriptedHandler.Answer(204));

        await ScriptedTables.Table(network).AddEntityAsync(Row, Cancel);

        Assert.Equal(2, network.Requests.Count);
        var waited = network.Requests[1].At - network.Requests[0].At;
        Assert.True(waited >= TimeSpan.FromMilliseconds(milliseconds - 20), $"waited {waited}");
    }

    [Fact]
    public async Task SendAsync_BusyForEver_GivesUpAfterTheConfiguredRetries()
    {
        var network = new ScriptedHandler(ScriptedHandler.Error(503, "ServerBusy"));

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => ScriptedTables.Table(network).AddEntityAsync(Row, Cancel));

        Assert.Equal((503, "ServerBusy"), (error.Status, error.ErrorCode));
        Assert.Equal(1 + ScriptedTables.MaxRetries, network.Requests.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(409)]
    [InlineData(412)]
    public async Task SendAsync_Refused_IsNotRetried(int status)
    {
        var network = new ScriptedHandler(ScriptedHandler.Error(status, "Whatever"));

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => ScriptedTables.Table(network).AddEntityAsync(Row, Cancel));

        Assert.Equal((status, "Whatever"), (error.Status, error.ErrorCode));
        Assert.Single(network.Requests);
    }

    [Fact]
    public async Task AddEntityAsync_AnswerLost_SurfacesThatTheRowIsThere()
    {
        var network = new ScriptedHandler(ScriptedHandler.Lost(), ScriptedHandler.Error(409, "EntityAlreadyExists"));

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => ScriptedTables.Table(network).AddEntityAsync(Row, Cancel));

        Assert.True(error.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal(2, network.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_Retried_IsDatedAndSignedAnew()
    {
        var network = new ScriptedHandler(ScriptedHandler.Lost(), ScriptedHandler.Answer(204));
        var start = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        await ScriptedTables.Table(network, new SteppingClock(start)).AddEntityAsync(Row, Cancel);

        var policy = new TableSharedKeyPolicy(ScriptedTables.Key);
        for (var i = 0; i < 2; i++)
        {
            var (_, _, uri, headers) = network.Requests[i];
            Assert.Equal(start.AddMinutes(i).ToString("R", CultureInfo.InvariantCulture), headers["x-ms-date"]);
            Assert.Equal($"SharedKeyLite myaccount:{policy.Sign(headers["x-ms-date"], uri)}", headers["Authorization"]);
            Assert.Equal("2020-12-06", headers["x-ms-version"]);
            Assert.Equal("return-no-content", headers["Prefer"]);
        }
    }

    [Theory]
    [InlineData("<html>hello</html>", "text/html")]
    [InlineData("", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("{\"PartitionKey\":\"p\"", "application/json")]
    [InlineData("{\"PartitionKey\":\"p\"} x", "application/json")]
    [InlineData("{\"A\":{\"B\":1}}", "application/json")]
    [InlineData("{\"A\":1,\"A\":2}", "application/json")]
    [InlineData("{\"A@odata.type\":\"Edm.Int64\",\"A\":\"12x\"}", "application/json")]
    [InlineData("{\"A@odata.type\":\"Edm.Int64\",\"A\":\"99999999999999999999\"}", "application/json")]
    [InlineData("{\"A@odata.type\":\"Edm.Guid\",\"A\":\"12\"}", "application/json")]
    [InlineData("{\"A@odata.type\":\"Edm.Binary\",\"A\":\"***\"}", "application/json")]
    [InlineData("{\"A@odata.type\":\"Edm.DateTime\",\"A\":\"yesterday\"}", "application/json")]
    [InlineData("{\"A@odata.type\":\"Edm.Double\",\"A\":\"1.5\"}", "application/json")]
    [InlineData("{\"A@odata.type\":\"Edm.Other\",\"A\":\"1\"}", "application/json")]
    [InlineData("{\"A\":\"1\",\"A@odata.type\":\"Edm.Int64\"}", "application/json")]
    [InlineData("{\"A\":\"\\ud800\"}", "application/json")]
    [InlineData("{\"odata.x\":[[[[[[[[[[1]]]]]]]]]]}", "application/json")]
    public async Task GetEntityAsync_UnreadableAnswer_FailsAsARequest(string body, string contentType)
    {
        var network = new ScriptedHandler(ScriptedHandler.Answer(200, body, contentType));

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => ScriptedTables.Table(network).GetEntityAsync("p", "r", cancellationToken: Cancel));

        Assert.Equal(200, error.Status);
        Assert.Single(network.Requests);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"value\":1}")]
    [InlineData("{\"value\":[],\"value\":[]}")]
    [InlineData("{\"value\":[1]}")]
    public async Task QueryAsync_UnreadablePage_FailsAsARequest(string body)
    {
        var network = new ScriptedHandler(ScriptedHandler.Answer(200, body));

        await Assert.ThrowsAsync<RequestFailedException>(() => ScriptedTables.Table(network).QueryAsync(cancellationToken: Cancel).ToListAsync(Cancel).AsTask());
    }

    [Theory]
    [InlineData("<html>busy</html>", "text/html", null)]
    [InlineData("{\"odata.error\":7}", "application/json", null)]
    [InlineData("{\"odata.error\":{\"code\":7}}", "application/json", null)]
    [InlineData("\ud800", "application/json", "AuthenticationFailed")]
    public async Task SendAsync_UnreadableError_KeepsStatusAndHeaderCode(string body, string contentType, string? code)
    {
        (string, string)[] headers = code is null ? [] : [("x-ms-error-code", code)];
        var network = new ScriptedHandler(ScriptedHandler.Answer(403, body, contentType, headers));

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => ScriptedTables.Table(network).AddEntityAsync(Row, Cancel));

        Assert.Equal((403, code), (error.Status, error.ErrorCode));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_ErrorOverItsLimit_IsNotBuffered(bool lengthKnown)
    {
        var network = new ScriptedHandler((_, _) =>
        {
            var content = new StreamContent(new MemoryStream(new byte[ResponseLimitPolicy.MaxErrorBytes + 1]));
            content.Headers.ContentLength = lengthKnown ? ResponseLimitPolicy.MaxErrorBytes + 1 : null;
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) { Content = lengthKnown ? content : new LengthlessContent(content) });
        });

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => ScriptedTables.Table(network).AddEntityAsync(Row, Cancel));

        Assert.Contains("larger than 65536 bytes", error.Message, StringComparison.Ordinal);
        Assert.Single(network.Requests);
    }

    [Fact]
    public async Task SendAsync_AnswerDeclaresMoreThanItsLimit_IsRefusedUnread()
    {
        var network = new ScriptedHandler((_, _) =>
        {
            var content = new StreamContent(Stream.Null);
            content.Headers.ContentLength = TableClientOptions.MaxAnswerBytes + 1L;
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = content });
        });

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => ScriptedTables.Table(network).GetEntityAsync("p", "r", cancellationToken: Cancel));

        Assert.Contains("larger than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_Cancelled_EndsAtOnce()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var network = new ScriptedHandler(async (_, cancel) =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            throw new InvalidOperationException("unreachable");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ScriptedTables.Table(network).AddEntityAsync(Row, cancellation.Token));

        Assert.Single(network.Requests);
    }

    [Fact]
    public async Task SendAsync_WithTokens_AsksForTheStorageScopeOverHttpsOnly()
    {
        var network = new ScriptedHandler(ScriptedHandler.Answer(204));
        string[] asked = [];
        var credential = DelegatedTokenCredential.Create((context, _) =>
        {
            asked = context.Scopes;
            return new AccessToken("the-token", DateTimeOffset.MaxValue);
        });
        var service = new TableServiceClient(new Uri("https://myaccount.table.core.windows.net"), credential, ScriptedTables.Options(network));

        await service.GetTableClient("rows").AddEntityAsync(Row, Cancel);

        Assert.Equal(["https://storage.azure.com/.default"], asked);
        Assert.Equal("Bearer the-token", network.Requests[0].Headers["Authorization"]);
        Assert.Contains("x-ms-date", network.Requests[0].Headers.Keys);
        Assert.Throws<ArgumentException>(() => new TableServiceClient(new Uri("http://myaccount.table.core.windows.net"), credential));
    }

    [Theory]
    [InlineData("ftp://a.example")]
    [InlineData("https://a.example/?sig=x")]
    [InlineData("https://u:p@a.example")]
    public void Constructor_EndpointIsNotOne_IsRefused(string endpoint)
    {
        Assert.Throws<ArgumentException>(() => new TableServiceClient(new Uri(endpoint), ScriptedTables.Key));
    }
}
