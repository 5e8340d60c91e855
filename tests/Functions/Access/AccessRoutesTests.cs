using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using P8e.Access.Keys;
using P8e.Functions.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Functions.Tests.Access;

/// <summary>Keys and the audit over HTTP.</summary>
public sealed class AccessRoutesTests : IAsyncLifetime
{
    private const string Keys = "/api/v1/access/keys";

    private readonly GuardedProgram _program = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _program.StartAsync();

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    [Fact]
    public async Task Create_AKey_TellsItOnceAndItWorks()
    {
        using var maker = await ClientAsync("operate read:originator submit");

        using var answer = await maker.PostAsJsonAsync(Keys, new { name = "servicing", grants = new[] { "read:originator" }, days = 7 }, Token);
        var made = await ReadAsync(answer);

        Assert.Equal((HttpStatusCode.Created, "no-store"), (answer.StatusCode, answer.Headers.CacheControl?.ToString()));
        Assert.Equal(TimeSpan.FromDays(7), made.GetProperty("expires").GetDateTimeOffset() - made.GetProperty("created").GetDateTimeOffset());
        var text = made.GetProperty("key").GetString()!;
        using var caller = _program.Client(text);
        Assert.Equal(ErrorCodes.AccessNotPermitted, (await Problem.ReadAsync(await caller.GetAsync(Keys, Token))).Code);
        var list = await maker.GetStringAsync(Keys, Token);
        Assert.Contains(made.GetProperty("id").GetString()!, list, StringComparison.Ordinal);
        Assert.DoesNotContain(text[21..64], list, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiKeyText.Hash(text), list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"x","grants":["read"]}""", HttpStatusCode.Forbidden, ErrorCodes.AccessNotPermitted)]
    [InlineData("""{"name":"x","grants":["submit:originator"]}""", HttpStatusCode.Forbidden, ErrorCodes.AccessNotPermitted)]
    [InlineData("""{"name":"x","grants":["read:elsewhere"]}""", HttpStatusCode.Forbidden, ErrorCodes.AccessNotPermitted)]
    [InlineData("""{"name":"x","grants":["write:originator"]}""", HttpStatusCode.BadRequest, ErrorCodes.AccessKeyInvalid)]
    [InlineData("""{"name":"x","grants":[]}""", HttpStatusCode.BadRequest, ErrorCodes.AccessKeyInvalid)]
    [InlineData("""{"grants":["read:originator"]}""", HttpStatusCode.BadRequest, ErrorCodes.AccessKeyInvalid)]
    [InlineData("""{"name":"x","grants":["read:originator"],"days":9999}""", HttpStatusCode.BadRequest, ErrorCodes.AccessKeyInvalid)]
    [InlineData("""{"name":"x","grants":["read:originator"],"days":1.5}""", HttpStatusCode.BadRequest, ErrorCodes.RequestMalformed)]
    [InlineData("""{"name":"x","grants":["read:originator",1]}""", HttpStatusCode.BadRequest, ErrorCodes.RequestMalformed)]
    [InlineData("""{"name":"x","grant":["read:originator"]}""", HttpStatusCode.BadRequest, ErrorCodes.RequestMalformed)]
    [InlineData("""["read:originator"]""", HttpStatusCode.BadRequest, ErrorCodes.RequestMalformed)]
    [InlineData("", HttpStatusCode.BadRequest, ErrorCodes.RequestMalformed)]
    public async Task Create_WhatCannotBeGiven_IsRefused(string body, HttpStatusCode status, string code)
    {
        using var maker = await ClientAsync("operate:originator read:originator");

        var problem = await Problem.ReadAsync(await maker.PostAsync(Keys, new StringContent(body, Encoding.UTF8, "application/json"), Token));

        Assert.Equal((status, code), (problem.Status, problem.Code));
    }

    /// <summary>A cursor is an id of the list, so it must be one that the caller may see.</summary>
    [Fact]
    public async Task List_OfAnOperatorOfOneAffiliate_ShowsItsKeysInPagesAndNoOthersIds()
    {
        using var lister = await ClientAsync("operate:originator");
        var own = new List<string>();
        var others = new List<string>();
        for (var index = 0; index < 20; index++)
        {
            own.Add((await _program.MakeKeyAsync("read:originator")).Key.Id);
            others.Add((await _program.MakeKeyAsync("read:originator read:elsewhere")).Key.Id);
        }

        var seen = new List<string>();
        var said = new StringBuilder();
        string? cursor = null;
        do
        {
            var text = await lister.GetStringAsync($"{Keys}?most=3{(cursor is null ? "" : $"&cursor={cursor}")}", Token);
            said.Append(text);
            var page = JsonSerializer.Deserialize<JsonElement>(text);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(key => key.GetProperty("id").GetString()!));
            cursor = page.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.Equal(seen.Distinct(), seen);
        Assert.Superset(own.ToHashSet(), seen.ToHashSet());
        Assert.Equal(own.Count + 1, seen.Count);
        Assert.DoesNotContain(others, id => said.ToString().Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_OfAnAffiliate_AreShownToItsOperatorAndTheDeploymentsToThatOfAll()
    {
        using var all = await ClientAsync("operate");
        using var one = await ClientAsync("operate:originator");
        using var stranger = await ClientAsync("operate:elsewhere");
        stranger.DefaultRequestHeaders.Add("P8e-Affiliate", "lender-9");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/api/v1/workflows/i", Token)).StatusCode);
        var day = _program.Clock.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var own = await one.GetStringAsync($"/api/v1/audit/calls?day={day}", Token);
        var deployment = await all.GetStringAsync($"/api/v1/access/calls?day={day}", Token);

        Assert.Contains("\"route\":\"ListCalls\"", own, StringComparison.Ordinal);
        Assert.DoesNotContain("lender-9", own, StringComparison.Ordinal);
        Assert.Contains("\"what\":\"lender-9\",\"outcome\":\"affiliate.not_found\"", deployment, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await one.GetAsync($"/api/v1/access/calls?day={day}", Token)).StatusCode);
        Assert.Equal(ErrorCodes.RequestMalformed, (await Problem.ReadAsync(await one.GetAsync("/api/v1/audit/calls?day=today", Token))).Code);
    }

    private async Task<HttpClient> ClientAsync(string grants) => _program.Client((await _program.MakeKeyAsync(grants)).Text);

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync(Token));
}
