using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using P8e.Azure.Tests.Support;
using P8e.Azure.Vault;
using P8e.Cryptography;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Vault;

/// <summary>Answers that no stand-in gives, over a scripted network.</summary>
public sealed class VaultPipelineTests
{
    private const string Version = "0123456789abcdef0123456789abcdef";
    private const string Challenge = "Bearer authorization=\"https://login.windows.net/tenant-1\", resource=\"https://vault.azure.net\"";
    private static readonly Uri Identifier = new($"https://name.vault.azure.net/keys/one/{Version}");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly CountedTokens _tokens = new();

    [Fact]
    public async Task FirstRequest_BeforeTheChallenge_HasNeitherTokenNorBody()
    {
        var sent = new List<(string? Authorization, string Body)>();
        var network = new ScriptedHandler(async (request, cancellationToken) =>
        {
            sent.Add((request.Headers.Authorization?.ToString(), request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
            return await (sent.Count == 1 ? Refused(Challenge) : Answer(200, KeyBody()))(request, cancellationToken);
        });

        await Clients(network).Keys.CreateEcKeyAsync("one", hardwareProtected: true, Token);

        Assert.Equal((null, ""), sent[0]);
        Assert.Equal("Bearer token-1", sent[1].Authorization);
        Assert.Contains("\"kty\":\"EC-HSM\",\"crv\":\"P-256K\"", sent[1].Body, StringComparison.Ordinal);
        Assert.EndsWith("/keys/one/create?api-version=7.5", network.Requests[1].Uri.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ThatTheVaultNoLongerTakes_IsReplacedOnce()
    {
        var network = new ScriptedHandler(Refused(Challenge), Answer(200, KeyBody()), Refused(Challenge), Answer(200, KeyBody()), Refused(Challenge));
        var keys = Clients(network).Keys;

        await keys.GetKeyAsync("one", Version, Token);
        await keys.GetKeyAsync("one", Version, Token);
        var error = await Assert.ThrowsAsync<global::Azure.RequestFailedException>(() => keys.GetKeyAsync("one", Version, Token));

        Assert.Equal((401, 6), (error.Status, network.Requests.Count));
        Assert.Equal(["", "token-1", "token-1", "token-2", "token-2", "token-3"], network.Requests.Select(TokenOf));
    }

    [Fact]
    public async Task Claims_AskedForByTheVault_AreShownOnceAndForgotten()
    {
        var claims = Convert.ToBase64String("{\"access_token\":{\"nbf\":{\"essential\":true}}}"u8);
        var insufficient = $"Bearer realm=\"\", authorization_uri=\"https://login.windows.net/common\", error=\"insufficient_claims\", claims=\"{claims}\"";
        var network = new ScriptedHandler(Refused(Challenge), Refused(insufficient), Answer(200, KeyBody()), Refused(insufficient), Refused(insufficient));
        var keys = Clients(network).Keys;

        await keys.GetKeyAsync("one", Version, Token);
        var error = await Assert.ThrowsAsync<global::Azure.RequestFailedException>(() => keys.GetKeyAsync("one", Version, Token));

        Assert.Equal((401, 5), (error.Status, network.Requests.Count));
        Assert.Equal([null, "{\"access_token\":{\"nbf\":{\"essential\":true}}}", "{\"access_token\":{\"nbf\":{\"essential\":true}}}"], _tokens.Asked.Select(asked => asked.Claims));
        Assert.All(_tokens.Asked, asked => Assert.Equal("https://vault.azure.net/.default", Assert.Single(asked.Scopes)));
    }

    [Theory]
    [InlineData("Bearer authorization=\"https://login.windows.net/t\", resource=\"https://vault.evil.net\"")]
    [InlineData("Bearer authorization=\"https://login.windows.net/t\", resource=\"https://ult.azure.net\"")]
    [InlineData("Bearer authorization=\"https://login.windows.net/t\", resource=\"https://other.vault.azure.net\"")]
    [InlineData("Bearer authorization=\"https://login.windows.net/t\", scope=\"https://management.core.windows.net/.default\"")]
    [InlineData("Bearer authorization=\"https://login.windows.net/t\", resource=\"http://vault.azure.net\"")]
    [InlineData("Bearer authorization=\"https://login.windows.net/t\", resource=\"vault\"")]
    public async Task Challenge_OfAnotherResource_GetsNoToken(string challenge)
    {
        using var keys = new VaultKeys(Clients(new ScriptedHandler(Refused(challenge))));

        var forKeys = await Assert.ThrowsAsync<P8eStateException>(() => keys.OpenSignerAsync(Identifier, Token));
        var forSecrets = await Assert.ThrowsAsync<P8eStateException>(() => keys.OpenAgreementAsync(new Uri($"https://name.vault.azure.net/secrets/one/{Version}"), Token));

        Assert.Equal((ErrorCodes.VaultChallengeForeign, ErrorCodes.VaultChallengeForeign), (forKeys.Code, forSecrets.Code));
        Assert.Empty(_tokens.Asked);
    }

    [Theory]
    [InlineData("Bearer authorization=\"https://login.windows.net/t/oauth2\" resource=\"https://vault.azure.net\"", "https://vault.azure.net/.default", "t")]
    [InlineData("bearer authorization_uri=https://login.windows.net/t, scope=https://vault.azure.net/.default", "https://vault.azure.net/.default", "t")]
    [InlineData("Bearer resource=\"https://name.vault.azure.net/\"", "https://name.vault.azure.net/.default", null)]
    [InlineData("Bearer resource=\"https://vault.azure.net\", resource=\"https://evil.net\", PoP x=\"y\"", "https://vault.azure.net/.default", null)]
    public async Task Challenge_InAnyWriting_IsRead(string challenge, string scope, string? tenant)
    {
        await Clients(new ScriptedHandler(Refused(challenge), Answer(200, KeyBody()))).Keys.GetKeyAsync("one", Version, Token);

        var asked = Assert.Single(_tokens.Asked);
        Assert.Equal((scope, tenant), (asked.Scopes[0], asked.TenantId));
    }

    [Theory]
    [InlineData("Basic realm=\"x\"")]
    [InlineData("Bearer")]
    [InlineData("Bearer =,,= \"")]
    [InlineData("Bearer error=\"insufficient_claims\", claims=\"%%%\"")]
    public async Task Challenge_ThatSaysNothing_IsDenied(string challenge)
    {
        using var keys = new VaultKeys(Clients(new ScriptedHandler(Refused(challenge))));

        var error = await Assert.ThrowsAsync<P8eStateException>(() => keys.OpenSignerAsync(Identifier, Token));

        Assert.Equal(ErrorCodes.VaultDenied, error.Code);
    }

    [Theory]
    [InlineData(200, "<html>Sign in to the guest network</html>", ErrorCodes.VaultUnavailable)]
    [InlineData(200, "{}", ErrorCodes.VaultUnavailable)]
    [InlineData(200, "[1]", ErrorCodes.VaultUnavailable)]
    [InlineData(200, "{\"key\":{\"kid\":\"https://name.vault.azure.net/keys/two/0123456789abcdef0123456789abcdef\",\"kty\":\"EC\"},\"attributes\":{}}", ErrorCodes.VaultUnavailable)]
    [InlineData(200, "{\"key\":{\"kid\":\"https://evil.net/keys/one/0123456789abcdef0123456789abcdef\",\"kty\":\"EC\"},\"attributes\":{}}", ErrorCodes.VaultUnavailable)]
    [InlineData(200, "{\"key\":{\"kid\":\"https://name.vault.azure.net/keys/one/0123456789abcdef0123456789abcdef\",\"kty\":\"EC\"},\"attributes\":{\"exp\":-1}}", ErrorCodes.VaultUnavailable)]
    [InlineData(200, "{\"key\":{\"kid\":\"https://name.vault.azure.net/keys/one/0123456789abcdef0123456789abcdef\",\"kty\":\"EC\",\"x\":\"+/=\"},\"attributes\":{}}", ErrorCodes.VaultUnavailable)]
    [InlineData(302, "", ErrorCodes.VaultUnavailable)]
    [InlineData(400, "{\"error\":{\"code\":\"BadParameter\",\"message\":\"m\"}}", ErrorCodes.VaultRefused)]
    [InlineData(403, "<html>", ErrorCodes.VaultDenied)]
    [InlineData(403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"m\",\"innerError\":{\"code\":\"KeyDisabled\"}}}", ErrorCodes.VaultKeyDisabled)]
    [InlineData(403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"m\",\"innererror\":7}}", ErrorCodes.VaultDenied)]
    [InlineData(404, "{\"error\":{\"code\":\"KeyNotFound\",\"message\":\"m\"}}", ErrorCodes.VaultKeyNotFound)]
    [InlineData(429, "{\"error\":{\"code\":\"Throttled\",\"message\":\"m\"}}", ErrorCodes.VaultUnavailable)]
    [InlineData(500, "", ErrorCodes.VaultUnavailable)]
    [InlineData(503, "<html>", ErrorCodes.VaultUnavailable)]
    public async Task Answers_OfEveryKind_AreOneNamedErrorEach(int status, string body, string code)
    {
        using var keys = new VaultKeys(Clients(new ScriptedHandler(Refused(Challenge), Answer(status, body))));

        var error = await Assert.ThrowsAnyAsync<P8eException>(() => keys.OpenSignerAsync(Identifier, Token));

        Assert.Equal(code, error.Code);
        Assert.Contains(Identifier.AbsoluteUri, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_LargerThanAnyKey_IsNotRead(bool lengthKnown)
    {
        var network = new ScriptedHandler(Refused(Challenge), (_, _) =>
        {
            HttpContent content = new ByteArrayContent(new byte[1024 * 1024 + 1]);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = lengthKnown ? content : new LengthlessContent(content) });
        });
        using var keys = new VaultKeys(Clients(network));

        var error = await Assert.ThrowsAsync<P8eTransientException>(() => keys.OpenSignerAsync(Identifier, Token));

        Assert.Equal(ErrorCodes.VaultUnavailable, error.Code);
    }

    [Theory]
    [InlineData("https://evil.net/keys?api-version=7.5")]
    [InlineData("http://name.vault.azure.net/keys?api-version=7.5")]
    [InlineData("https://name.vault.azure.net:444/keys?api-version=7.5")]
    [InlineData("https://name.vault.azure.net/keys?api-version=7.5")]
    public async Task List_ThatLeavesTheVaultOrNeverEnds_IsBrokenOff(string next)
    {
        var network = new ScriptedHandler(Refused(Challenge), Answer(200, "{\"value\":[],\"nextLink\":\"" + next + "\"}"));

        var error = await Assert.ThrowsAsync<P8eTransientException>(() => new VaultKeyring(Clients(network), new SystemRandomSource()).ListAsync(Token));

        Assert.Equal(ErrorCodes.VaultUnavailable, error.Code);
        Assert.All(network.Requests, request => Assert.Equal("https://name.vault.azure.net", request.Uri.GetLeftPart(UriPartial.Authority)));
        Assert.True(network.Requests.Count <= 401);
    }

    [Fact]
    public async Task Request_WhoseAnswerWasLost_IsSentAgainWithItsBody()
    {
        var bodies = new List<string>();
        var network = new ScriptedHandler(async (request, cancellationToken) =>
        {
            bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
            var script = bodies.Count switch { 1 => ScriptedHandler.Lost(), 2 => Refused(Challenge), 3 => ScriptedHandler.Lost(), _ => Answer(200, KeyBody()) };
            return await script(request, cancellationToken);
        });

        await Clients(network).Keys.CreateEcKeyAsync("one", hardwareProtected: false, Token);

        Assert.Equal(["", ""], bodies[..2]);
        Assert.NotEqual("", bodies[2]);
        Assert.Equal(bodies[2], bodies[3]);
    }

    private static string TokenOf((TimeSpan At, string Method, Uri Uri, Dictionary<string, string> Headers) request) =>
        request.Headers.GetValueOrDefault("Authorization", "").Replace("Bearer ", "", StringComparison.Ordinal);

    private VaultClients Clients(ScriptedHandler network) => new(
        new VaultOptions { Address = new Uri("https://name.vault.azure.net"), MaxRetries = 2, CallSeconds = 60 },
        TimeProvider.System,
        _tokens,
        new HttpClientTransport(network));

    private static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Refused(string challenge) =>
        ScriptedHandler.Answer(401, "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"AKV10000\"}}", headers: ("WWW-Authenticate", challenge));

    private static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Answer(int status, string body) => ScriptedHandler.Answer(status, body);

    private static string KeyBody() => $$$"""{"key":{"kid":"{{{Identifier}}}","kty":"EC","crv":"P-256K","key_ops":["sign"],"x":"AA","y":"AA"},"attributes":{"enabled":true}}""";
}
