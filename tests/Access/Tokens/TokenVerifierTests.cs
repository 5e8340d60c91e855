using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using P8e.Access.Callers;
using P8e.Access.Tokens;
using P8e.Ports;
using P8e.Ports.Access;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Access.Tests.Tokens;

/// <summary>Which tokens are taken, and that no other is.</summary>
public sealed class TokenVerifierTests : IDisposable
{
    private static readonly AffiliateName Lender = AffiliateName.Parse("lender-1");

    private readonly ManualTimeProvider _clock = new();
    private readonly TestTenant _tenant = new();
    private readonly HttpClient _http;
    private readonly TokenVerifier _verifier;

    public TokenVerifierTests()
    {
        _http = new HttpClient(_tenant);
        _verifier = new TokenVerifier(new AccessOptions { TokenAuthority = new Uri(TestTenant.Issuer), TokenAudience = TestTenant.Audience }, _http, _clock);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _verifier.Dispose();
        _http.Dispose();
        _tenant.Dispose();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task Verify_ATokenOfTheTenant_IsACallerWithItsRoles(string algorithm)
    {
        var caller = await _verifier.VerifyAsync(_tenant.Token(Claims(), algorithm: algorithm), Token);

        Assert.Equal($"entra:{TestTenant.Who}", caller.Id);
        Assert.Equal("11112222-bbbb-3333-cccc-4444dddd5555", caller.Name);
        Assert.Equal("read submit:lender-1", caller.Grants.ToString());
        Assert.True(caller.May(Lender, AccessRoles.Submit));
        Assert.False(caller.May(AffiliateName.Parse("lender-2"), AccessRoles.Submit));
    }

    [Fact]
    public async Task Verify_ManyTokens_AsksForTheKeysOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _verifier.VerifyAsync(_tenant.Token(Claims()), Token)));

        Assert.Equal(2, _tenant.Requests);
    }

    [Theory]
    [InlineData("aud", "another-audience")]
    [InlineData("aud", "6e74172b-be56-4843-9ff4-e66a39bb12e3/")]
    [InlineData("aud", null)]
    [InlineData("iss", "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001/v2.0")]
    [InlineData("iss", "https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/")]
    [InlineData("iss", null)]
    [InlineData("tid", "00000000-0000-0000-0000-000000000001")]
    [InlineData("tid", null)]
    [InlineData("ver", "1.0")]
    [InlineData("ver", null)]
    [InlineData("oid", "me")]
    [InlineData("oid", null)]
    [InlineData("azp", null)]
    [InlineData("exp", null)]
    [InlineData("exp", "soon")]
    [InlineData("nbf", null)]
    public async Task Verify_AClaimMissingOrAnother_IsRefused(string claim, string? value)
    {
        var claims = Claims();
        claims.Remove(claim);
        if (value is not null)
        {
            claims[claim] = value;
        }

        await AssertRefusedAsync(_tenant.Token(claims));
    }

    [Theory]
    [InlineData(3659, true)]
    [InlineData(3661, false)]
    [InlineData(-59, true)]
    [InlineData(-62, false)]
    public async Task Verify_AtTheEdgesOfItsTime_AllowsAMinute(int secondsLater, bool isTaken)
    {
        var token = _tenant.Token(Claims());
        var then = new ManualTimeProvider(_clock.GetUtcNow().AddSeconds(secondsLater));
        using var verifier = new TokenVerifier(new AccessOptions { TokenAuthority = new Uri(TestTenant.Issuer), TokenAudience = TestTenant.Audience }, _http, then);

        if (isTaken)
        {
            Assert.NotNull(await verifier.VerifyAsync(token, Token));
        }
        else
        {
            Assert.Equal(ErrorCodes.AccessExpired, (await Assert.ThrowsAsync<P8eStateException>(() => verifier.VerifyAsync(token, Token))).Code);
        }
    }

    [Theory]
    [InlineData(long.MaxValue, 0, true)]
    [InlineData(long.MinValue, 0, false)]
    [InlineData(long.MaxValue, long.MaxValue, false)]
    public async Task Verify_TimesBeyondTheCalendar_AreJustNumbers(long expires, long begins, bool isTaken)
    {
        var claims = Claims();
        (claims["exp"], claims["nbf"]) = (expires, begins);

        var error = await Record.ExceptionAsync(() => _verifier.VerifyAsync(_tenant.Token(claims), Token));

        Assert.Equal(isTaken ? null : ErrorCodes.AccessExpired, (error as P8eStateException)?.Code);
        Assert.Equal(isTaken, error is null);
    }

    [Fact]
    public async Task Verify_Unsigned_IsRefused()
    {
        var payload = Claims().ToJsonString();

        await AssertRefusedAsync(TestTenant.Raw("""{"alg":"none","typ":"JWT","kid":"key-1"}""", payload, []));
        await AssertRefusedAsync(TestTenant.Raw("""{"alg":"RS256","typ":"JWT","kid":"key-1"}""", payload, []));
        await AssertRefusedAsync(TestTenant.Raw("""{"typ":"JWT","kid":"key-1"}""", payload, new byte[256]));
        Assert.Equal(2, _tenant.Requests);
    }

    [Fact]
    public async Task Verify_Hs256WithThePublicKey_IsRefused()
    {
        var signed = TestTenant.Raw("""{"alg":"HS256","typ":"JWT","kid":"key-1"}""", Claims().ToJsonString(), [])[..^1];
        byte[][] secrets = [_tenant.Key("key-1").ExportSubjectPublicKeyInfo(), _tenant.Key("key-1").ExportParameters(false).Modulus!, Encoding.ASCII.GetBytes(_tenant.Key("key-1").ExportSubjectPublicKeyInfoPem())];
        foreach (var secret in secrets)
        {
            var signature = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed));

            await AssertRefusedAsync($"{signed}.{Convert.ToBase64String(signature).TrimEnd('=').Replace('+', '-').Replace('/', '_')}");
        }

        Assert.Equal(0, _tenant.Requests);
    }

    [Theory]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS512")]
    public async Task Verify_AnotherAlgorithm_IsRefused(string algorithm) => await AssertRefusedAsync(_tenant.Token(Claims(), algorithm: algorithm));

    [Theory]
    [InlineData("key-1")]
    [InlineData("key-of-mine")]
    [InlineData("")]
    public async Task Verify_SelfSigned_IsRefused(string id)
    {
        using var own = RSA.Create(2048);

        await AssertRefusedAsync(TestTenant.Sign(Claims(), own, id, "RS256"));
    }

    [Fact]
    public async Task Verify_KeyInItsOwnHeader_IsRefused()
    {
        using var own = RSA.Create(2048);
        var numbers = own.ExportParameters(false);
        var header = $$"""{"alg":"RS256","typ":"JWT","kid":"key-1","jwk":{"kty":"RSA","n":"{{Convert.ToBase64String(numbers.Modulus!)}}","e":"AQAB"},"jku":"https://evil.example/keys"}""";
        var signed = TestTenant.Raw(header, Claims().ToJsonString(), [])[..^1];
        var signature = own.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        await AssertRefusedAsync($"{signed}.{Convert.ToBase64String(signature).TrimEnd('=').Replace('+', '-').Replace('/', '_')}");
        Assert.Equal(2, _tenant.Requests);
    }

    [Fact]
    public async Task Verify_ChangedAnywhere_IsRefused()
    {
        var token = _tenant.Token(Claims());
        for (var at = 0; at < token.Length; at += 7)
        {
            // Not the last characters of a part: some of their bits are no part of the bytes.
            if (token[at] != '.' && token[at + 1 < token.Length ? at + 1 : at] != '.' && at != token.Length - 1)
            {
                await AssertRefusedAsync($"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.")]
    [InlineData("e30.e30.e30.e30.e30")]
    [InlineData("bnVsbA.bnVsbA.bnVsbA")]
    [InlineData("W10.W10.W10")]
    [InlineData("eyJhbGciOnt9fQ.e30.e30")]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6MX0.eyJpc3MiOjF9.e30")]
    [InlineData("ä.ä.ä")]
    public async Task Verify_NoToken_IsRefused(string text) => await AssertRefusedAsync(text);

    [Fact]
    public async Task Verify_TooLong_IsRefusedUnread()
    {
        var claims = Claims();
        claims["filler"] = new string('x', TokenVerifier.CharsMax);

        await AssertRefusedAsync(_tenant.Token(claims));
        Assert.Equal(0, _tenant.Requests);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""["Other.Role","p8e.reads","p8e.","P8E.read","read","p8e.read:","p8e.read:Lender 1"]""")]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("null")]
    public async Task Verify_WithoutARoleOfOurs_IsNotPermitted(string roles)
    {
        var claims = Claims();
        claims["roles"] = JsonNode.Parse(roles);

        Assert.Equal(ErrorCodes.AccessNotPermitted, (await Assert.ThrowsAsync<P8eStateException>(() => _verifier.VerifyAsync(_tenant.Token(claims), Token))).Code);
    }

    [Fact]
    public async Task Verify_RolesAtTooManyAffiliates_IsRefusedByName()
    {
        var claims = Claims();
        claims["roles"] = new JsonArray([.. Enumerable.Range(0, AccessGrants.AffiliatesMax + 1).Select(number => (JsonNode)$"p8e.read:a{number}")]);

        Assert.Equal(ErrorCodes.LimitExceeded, (await Assert.ThrowsAsync<P8eInputException>(() => _verifier.VerifyAsync(_tenant.Token(claims), Token))).Code);
    }

    private JsonObject Claims() => TestTenant.Claims(_clock.GetUtcNow());

    /// <summary>Refused, in the same words each time, of which none is the token's.</summary>
    private async Task AssertRefusedAsync(string token)
    {
        var error = await Assert.ThrowsAsync<P8eStateException>(() => _verifier.VerifyAsync(token, Token));

        Assert.Equal(ErrorCodes.AccessUnauthenticated, error.Code);
        Assert.StartsWith("Looking who calls: the token is not an access token", error.Message, StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }
}
