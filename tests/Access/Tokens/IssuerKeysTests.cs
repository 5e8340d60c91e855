using System.Net;
using P8e.Access.Tokens;
using P8e.Ports;
using P8e.Ports.Access;
using P8e.Protocol.Errors;

namespace P8e.Access.Tests.Tokens;

/// <summary>When an issuer is asked for its keys, and what of its answers is believed.</summary>
public sealed class IssuerKeysTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly TestTenant _tenant = new();
    private readonly HttpClient _http;
    private readonly IssuerKeys _keys;

    public IssuerKeysTests()
    {
        _http = new HttpClient(_tenant);
        _keys = new IssuerKeys(new IssuerKeyFetch(_http, new TokenAuthority(new Uri(TestTenant.Issuer)), _clock).FetchAsync, _clock);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _keys.Dispose();
        _http.Dispose();
        _tenant.Dispose();
    }

    [Fact]
    public async Task Find_ManyUnknownIds_AsksEveryFiveMinutes()
    {
        for (var minute = 0; minute < 20; minute++)
        {
            Assert.Null(await _keys.FindAsync($"nobody-{minute}", Token));
            Assert.NotNull(await _keys.FindAsync("key-1", Token));
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(4 * 2, _tenant.Requests);
    }

    [Fact]
    public async Task Find_AKeyPublishedLater_IsFoundAfterThePause()
    {
        await _keys.FindAsync("key-1", Token);
        _tenant.Publish("key-2");

        Assert.Null(await _keys.FindAsync("key-2", Token));
        _clock.Advance(IssuerKeys.FetchPause);
        Assert.NotNull(await _keys.FindAsync("key-2", Token));
    }

    [Fact]
    public async Task Find_AKeyWithdrawn_IsGoneAfterTwelveHours()
    {
        _tenant.Publish("key-2");
        Assert.NotNull(await _keys.FindAsync("key-2", Token));
        _tenant.Withdraw("key-2");

        _clock.Advance(IssuerKeys.FreshFor - TimeSpan.FromSeconds(1));
        Assert.NotNull(await _keys.FindAsync("key-2", Token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await _keys.FindAsync("key-2", Token));
    }

    [Fact]
    public async Task Find_IssuerAway_OldKeysServeForADayThenNobodyIsLetIn()
    {
        await _keys.FindAsync("key-1", Token);
        _tenant.Instead = _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);

        _clock.Advance(IssuerKeys.UsableFor - TimeSpan.FromSeconds(1));
        Assert.NotNull(await _keys.FindAsync("key-1", Token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await AssertUnavailableAsync();
    }

    [Fact]
    public async Task Find_IssuerAwayFromTheStart_AsksEveryHalfMinuteAndRecovers()
    {
        _tenant.Instead = _ => throw new HttpRequestException("no route");
        await AssertUnavailableAsync();
        var error = await AssertUnavailableAsync();
        Assert.Equal(1, _tenant.Requests);
        Assert.Equal(IssuerKeys.FailurePause, error.RetryAfter);

        _tenant.Instead = _ => null;
        _clock.Advance(IssuerKeys.FailurePause);

        Assert.NotNull(await _keys.FindAsync("key-1", Token));
    }

    [Fact]
    public async Task Find_CallThatIsGivenUpMeanwhile_DoesNotStopTheFetch()
    {
        using var impatient = new CancellationTokenSource();
        _tenant.Instead = _ =>
        {
            impatient.Cancel();
            return null;
        };

        Assert.NotNull(await _keys.FindAsync("key-1", impatient.Token));
    }

    public static TheoryData<string, string> BadAnswers { get; } = new()
    {
        { "openid-configuration", "" },
        { "openid-configuration", "[]" },
        { "openid-configuration", "{}" },
        { "openid-configuration", """{"issuer":7,"jwks_uri":7}""" },
        { "openid-configuration", $$"""{"issuer":"https://login.microsoftonline.com/{tenantid}/v2.0","jwks_uri":"{{TestTenant.KeysPlace}}"}""" },
        { "openid-configuration", $$"""{"issuer":"{{TestTenant.Issuer}}","jwks_uri":"https://evil.example/keys"}""" },
        { "openid-configuration", $$"""{"issuer":"{{TestTenant.Issuer}}","jwks_uri":"http://login.microsoftonline.com/keys"}""" },
        { "openid-configuration", $$"""{"issuer":"{{TestTenant.Issuer}}","jwks_uri":"/keys"}""" },
        { "openid-configuration", new string(' ', IssuerKeyFetch.AnswerBytesMax + 1) },
        { "/keys", "" },
        { "/keys", "[]" },
        { "/keys", "{}" },
        { "/keys", """{"keys":[]}""" },
        { "/keys", """{"keys":[{"kty":"oct","kid":"key-1","k":"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"}]}""" },
        { "/keys", """{"keys":[{"kty":"RSA","kid":"key-1","n":"AQAB","e":"AQAB"}]}""" },
        { "/keys", """{"keys":[{"kty":"RSA","kid":"key-1","n":"*","e":"AQAB"}]}""" },
        { "/keys", $$"""{"keys":[{{string.Join(',', Enumerable.Repeat("{}", IssuerKeyFetch.KeysMax + 1))}}]}""" },
        { "/keys", new string(' ', IssuerKeyFetch.AnswerBytesMax + 1) },
    };

    [Theory]
    [MemberData(nameof(BadAnswers), DisableDiscoveryEnumeration = true)]
    public async Task Find_AnAnswerThatIsNone_IsUnavailable(string place, string answer)
    {
        _tenant.Instead = request => request.RequestUri!.AbsolutePath.EndsWith(place, StringComparison.Ordinal) ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer) } : null;

        await AssertUnavailableAsync();
    }

    [Theory]
    [InlineData("issuer", "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0")]
    [InlineData("use", "enc")]
    [InlineData("kid", "")]
    public async Task Find_AKeyForSomethingElse_IsLeftOut(string name, string value)
    {
        _tenant.Publish("key-2");
        var answer = _tenant.KeysAnswer();
        answer["keys"]!.AsArray().Single(key => (string?)key!["kid"] == "key-1")![name] = value;
        _tenant.Instead = request => request.RequestUri!.AbsoluteUri == TestTenant.KeysPlace ? TestTenant.Answer(answer) : null;

        Assert.Null(await _keys.FindAsync("key-1", Token));
        Assert.NotNull(await _keys.FindAsync("key-2", Token));
    }

    [Fact]
    public async Task Find_AKeyForAnyTenant_IsTaken()
    {
        var answer = _tenant.KeysAnswer();
        answer["keys"]![0]!["issuer"] = "https://login.microsoftonline.com/{tenantid}/v2.0";
        _tenant.Instead = request => request.RequestUri!.AbsoluteUri == TestTenant.KeysPlace ? TestTenant.Answer(answer) : null;

        Assert.NotNull(await _keys.FindAsync("key-1", Token));
    }

    private async Task<P8eTransientException> AssertUnavailableAsync()
    {
        var error = await Assert.ThrowsAsync<P8eTransientException>(async () => await _keys.FindAsync("key-1", Token));
        Assert.Equal(ErrorCodes.AccessIssuerUnavailable, error.Code);
        return error;
    }
}
