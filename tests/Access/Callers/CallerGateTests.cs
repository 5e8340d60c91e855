using System.Net;
using P8e.Access.Callers;
using P8e.Access.Keys;
using P8e.Access.Limits;
using P8e.Access.Tokens;
using P8e.Ports;
using P8e.Ports.Access;
using P8e.Protocol.Errors;

namespace P8e.Access.Tests.Callers;

/// <summary>How calls come in, and that nothing of their keys and tokens comes out.</summary>
public sealed class CallerGateTests : IDisposable
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.7");

    private readonly ManualTimeProvider _clock = new();
    private readonly AccessOptions _options = new() { TokenAuthority = new Uri(TestTenant.Issuer), TokenAudience = TestTenant.Audience, CallsPerMinute = 5, FailuresPerMinute = 3 };
    private readonly TestTenant _tenant = new();
    private readonly HttpClient _http;
    private readonly TokenVerifier _tokens;
    private readonly InMemoryApiKeys _stored = new();
    private readonly ApiKeys _keys;

    public CallerGateTests()
    {
        _http = new HttpClient(_tenant);
        _tokens = new TokenVerifier(_options, _http, _clock);
        _keys = new ApiKeys(_stored, new SeededRandomSource(1).Fill, _clock);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _tokens.Dispose();
        _http.Dispose();
        _tenant.Dispose();
    }

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("bearer ")]
    public async Task Enter_WithAKeyOrAToken_IsItsCaller(string scheme)
    {
        var made = await _keys.CreateAsync(Caller.Local, new ApiKeyRequest("x", new AccessGrants(AccessRoles.Read)), Token);

        Assert.Equal($"key:{made.Key.Id}", (await Gate().EnterAsync(scheme + made.Text, Address, Token)).Id);
        Assert.Equal($"entra:{TestTenant.Who}", (await Gate().EnterAsync(scheme + _tenant.Token(TestTenant.Claims(_clock.GetUtcNow())), Address, Token)).Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer  x")]
    [InlineData("Basic cDhlOnA4ZQ==")]
    [InlineData("Bearer p8e_")]
    public async Task Enter_WithoutEither_IsRefused(string? authorization) => await AssertAsync(Gate(), authorization, ErrorCodes.AccessUnauthenticated);

    [Fact]
    public async Task Enter_WithATokenWhereNoneAreTaken_IsRefused() => await AssertAsync(
        new CallerGate(AccessMode.Keys, _keys, null, new CallLimits(_options, _clock)), $"Bearer {_tenant.Token(TestTenant.Claims(_clock.GetUtcNow()))}", ErrorCodes.AccessUnauthenticated);

    [Fact]
    public async Task Enter_OnADevelopersMachine_IsEverybody() =>
        Assert.Same(Caller.Local, await new CallerGate(AccessMode.Loopback, _keys, null, new CallLimits(_options, _clock)).EnterAsync("Bearer nonsense", IPAddress.Loopback, Token));

    [Fact]
    public async Task Enter_WithAKeyThatWasGoodBefore_IsNotShutOutForOthersAtItsAddress()
    {
        var made = await _keys.CreateAsync(Caller.Local, new ApiKeyRequest("x", new AccessGrants(AccessRoles.Read)), Token);
        var gate = Gate();
        await gate.EnterAsync($"Bearer {made.Text}", Address, Token);
        for (var call = 0; call < 3; call++)
        {
            await AssertAsync(gate, null, ErrorCodes.AccessUnauthenticated);
        }

        _clock.Advance(TimeSpan.FromSeconds(16));
        await AssertAsync(gate, null, ErrorCodes.AccessRateLimited);
        Assert.Equal($"key:{made.Key.Id}", (await gate.EnterAsync($"Bearer {made.Text}", Address, Token)).Id);
        await _keys.RevokeAsync(Caller.Local, made.Key.Id, Token);
        await AssertAsync(gate, $"Bearer {made.Text}", ErrorCodes.AccessRateLimited);
    }

    [Fact]
    public async Task Enter_FailingOften_IsNotListenedToUntilTheTimeItSays()
    {
        var made = await _keys.CreateAsync(Caller.Local, new ApiKeyRequest("x", new AccessGrants(AccessRoles.Read)), Token);
        var gate = Gate();
        for (var call = 0; call < 3; call++)
        {
            await AssertAsync(gate, $"Bearer {ApiKeyText.Create(new SeededRandomSource(100 + call).Fill)}", ErrorCodes.AccessUnauthenticated);
        }

        var (finds, error) = (_stored.Finds, await AssertAsync(gate, $"Bearer {made.Text}", ErrorCodes.AccessRateLimited));

        Assert.Equal(finds, _stored.Finds);
        Assert.NotNull(await gate.EnterAsync($"Bearer {made.Text}", IPAddress.Parse("192.0.2.8"), Token));
        _clock.Advance(((P8eTransientException)error).RetryAfter!.Value);
        Assert.NotNull(await gate.EnterAsync($"Bearer {made.Text}", Address, Token));
    }

    [Fact]
    public async Task Enter_ACallerTooOften_IsLimitedFromEveryAddress()
    {
        var made = await _keys.CreateAsync(Caller.Local, new ApiKeyRequest("x", new AccessGrants(AccessRoles.Read)), Token);
        var gate = Gate();
        for (var call = 0; call < 5; call++)
        {
            await gate.EnterAsync($"Bearer {made.Text}", IPAddress.Parse($"192.0.2.{call}"), Token);
        }

        await AssertAsync(gate, $"Bearer {made.Text}", ErrorCodes.AccessRateLimited);
    }

    [Fact]
    public async Task Enter_IssuerAway_IsNoFailureOfTheAddress()
    {
        _tenant.Instead = _ => throw new HttpRequestException("no route");
        var gate = Gate();
        for (var call = 0; call < 6; call++)
        {
            await AssertAsync(gate, $"Bearer {_tenant.Token(TestTenant.Claims(_clock.GetUtcNow()))}", ErrorCodes.AccessIssuerUnavailable);
        }
    }

    [Fact]
    public async Task Enter_RefusedInEveryWay_SaysNothingOfTheCredential()
    {
        var made = await _keys.CreateAsync(Caller.Local, new ApiKeyRequest("x", new AccessGrants(AccessRoles.Read), TimeSpan.FromMinutes(1)), Token);
        var revoked = await _keys.CreateAsync(Caller.Local, new ApiKeyRequest("x", new AccessGrants(AccessRoles.Read), TimeSpan.FromMinutes(9)), Token);
        await _keys.RevokeAsync(Caller.Local, revoked.Key.Id, Token);
        var claims = TestTenant.Claims(_clock.GetUtcNow());
        claims["exp"] = _clock.GetUtcNow().AddSeconds(1).ToUnixTimeSeconds();
        var expired = _tenant.Token(claims);
        claims["roles"] = null;
        claims["exp"] = _clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        var roleless = _tenant.Token(claims);
        claims["aud"] = "another";
        var foreign = _tenant.Token(claims);
        _clock.Advance(TimeSpan.FromMinutes(2));
        (string Text, string Code)[] refused =
        [
            (made.Text, ErrorCodes.AccessExpired), (revoked.Text, ErrorCodes.AccessUnauthenticated), (made.Text[..^1], ErrorCodes.AccessUnauthenticated), (expired, ErrorCodes.AccessExpired),
            (roleless, ErrorCodes.AccessNotPermitted), (foreign, ErrorCodes.AccessUnauthenticated), (foreign[..^9], ErrorCodes.AccessUnauthenticated), ($"{foreign}!", ErrorCodes.AccessUnauthenticated),
            ("eyJhbGciOiJSUzI1NiIsImtpZCI6ImtleS0xIn0.Y2FuYXJ5LWNhbmFyeS1jYW5hcnk.Y2FuYXJ5LWNhbmFyeS1jYW5hcnk", ErrorCodes.AccessUnauthenticated),
        ];

        foreach (var (text, code) in refused)
        {
            var said = (await AssertAsync(new CallerGate(AccessMode.Keys, _keys, _tokens, new CallLimits(_options, _clock)), $"Bearer {text}", code)).ToString();

            // Ids and whole words of the credential may be named; any eight characters of its secret part may not.
            var secret = text.StartsWith("p8e_", StringComparison.Ordinal) ? text[21..] : text[(text.IndexOf('.', StringComparison.Ordinal) + 1)..];
            Assert.DoesNotContain(Enumerable.Range(0, secret.Length - 8), at => said.Contains(secret[at..(at + 8)], StringComparison.Ordinal));
        }
    }

    private static async Task<P8eException> AssertAsync(CallerGate gate, string? authorization, string code)
    {
        var error = await Assert.ThrowsAnyAsync<P8eException>(() => gate.EnterAsync(authorization, Address, Token));
        Assert.Equal(code, error.Code);
        return error;
    }

    private CallerGate Gate() => new(AccessMode.Keys, _keys, _tokens, new CallLimits(_options, _clock));
}
