using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using P8e.Access.Auditing;
using P8e.Access.Ports;
using P8e.Functions.Tests.Support;
using P8e.Ports.Access;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Tests.Access;

/// <summary>Calls over HTTP as they come: bad credentials, limits, names, and what the audit says of them.</summary>
public sealed class CallAdmissionTests : IAsyncLifetime
{
    private const string Workflow = "/api/v1/workflows/i";
    private const string Bearer = "Bearer realm=\"p8e\"";

    private readonly GuardedProgram _program = new();

    public static TheoryData<string, string> BadTokens => new()
    {
        { "expired", ErrorCodes.AccessExpired },
        { "another tenant", ErrorCodes.AccessUnauthenticated },
        { "another audience", ErrorCodes.AccessUnauthenticated },
        { "unsigned", ErrorCodes.AccessUnauthenticated },
        { "by a shared secret", ErrorCodes.AccessUnauthenticated },
        { "self-signed", ErrorCodes.AccessUnauthenticated },
        { "cut", ErrorCodes.AccessUnauthenticated },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task Call_WithABadToken_Is401InTheSameWords(string kind, string code)
    {
        await _program.StartAsync();
        using var caller = _program.Client(Bad(kind));
        using var other = _program.Client(Bad("self-signed"));

        using var answer = await caller.GetAsync(Workflow, Token);
        Assert.Equal(Bearer, answer.Headers.WwwAuthenticate.ToString());
        var problem = await Problem.ReadAsync(answer);

        Assert.Equal((HttpStatusCode.Unauthorized, code), (problem.Status, problem.Code));
        Assert.True(code == ErrorCodes.AccessExpired || problem == await Problem.ReadAsync(await other.GetAsync(Workflow, Token)), problem.Detail);
        Assert.Empty(_program.Audit.Lines);
    }

    [Fact]
    public async Task Call_WithAGoodToken_IsLetInAndWrittenDown()
    {
        await _program.StartAsync();
        var claims = Claims();
        claims["roles"] = new JsonArray("p8e.read:originator");
        using var caller = _program.Client(_program.Tenant.Token(claims));

        Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync(Workflow, Token)).StatusCode);

        var line = Assert.Single(_program.Audit.Lines);
        Assert.Equal(($"entra:{TestTenant.Who}", "GetWorkflow", "i", AccessAuditLine.Allowed), (line.Caller, line.Route, line.What, line.Outcome));
        Assert.Equal("originator", line.Affiliate?.ToString());
        Assert.NotEmpty(line.Correlation);
    }

    [Fact]
    public async Task Call_WithAKeyThatHasExpiredOrWasRevoked_Is401()
    {
        await _program.StartAsync();
        var expiring = await _program.MakeKeyAsync("read", TimeSpan.FromMinutes(1));
        var revoked = await _program.MakeKeyAsync("read");
        using var operatorOfAll = _program.Client((await _program.MakeKeyAsync("operate read")).Text);
        using var expired = _program.Client(expiring.Text);
        using var gone = _program.Client(revoked.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await expired.GetAsync(Workflow, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gone.GetAsync(Workflow, Token)).StatusCode);

        _program.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.OK, (await operatorOfAll.DeleteAsync($"/api/v1/access/keys/{revoked.Key.Id}", Token)).StatusCode);

        Assert.Equal(ErrorCodes.AccessExpired, (await Problem.ReadAsync(await expired.GetAsync(Workflow, Token))).Code);
        Assert.Equal(ErrorCodes.AccessUnauthenticated, (await Problem.ReadAsync(await gone.GetAsync(Workflow, Token))).Code);
    }

    [Fact]
    public async Task Call_TooOften_Is429WithTheTimeToWait()
    {
        _program.Access.CallsPerMinute = 2;
        await _program.StartAsync();
        using var caller = _program.Client((await _program.MakeKeyAsync("read")).Text);
        for (var call = 0; call < 2; call++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync(Workflow, Token)).StatusCode);
        }

        using var answer = await caller.GetAsync(Workflow, Token);

        Assert.Equal(TimeSpan.FromSeconds(30), answer.Headers.RetryAfter?.Delta);
        Assert.Equal((HttpStatusCode.TooManyRequests, ErrorCodes.AccessRateLimited), await Problem.ReadAsync(answer) is var problem ? (problem.Status, problem.Code) : default);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Failures_OfOneAddress_AreNotAnothersBehindAProxy(int proxies, bool isBlocked)
    {
        _program.Access.FailuresPerMinute = 1;
        _program.Host.Proxies = proxies;
        await _program.StartAsync();
        using var guesser = _program.Client("guess");
        using var caller = _program.Client((await _program.MakeKeyAsync("read")).Text);
        // What stands before the proxy's own addition is made up.
        guesser.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7, 198.51.100.1");
        caller.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7:4711");

        Assert.Equal(HttpStatusCode.Unauthorized, (await guesser.GetAsync(Workflow, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await guesser.GetAsync(Workflow, Token)).StatusCode);
        Assert.Equal(isBlocked ? HttpStatusCode.TooManyRequests : HttpStatusCode.NotFound, (await caller.GetAsync(Workflow, Token)).StatusCode);
    }

    [Theory]
    [InlineData("", "attacker.example", HttpStatusCode.NotFound)]
    [InlineData("p8e.example, 10.0.0.1", "attacker.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("p8e.example, 10.0.0.1", "P8e.example:8443", HttpStatusCode.NotFound)]
    [InlineData("p8e.example, 10.0.0.1", "10.0.0.1", HttpStatusCode.NotFound)]
    public async Task Call_NamingAHost_IsRefusedWhereOthersAreSet(string names, string host, HttpStatusCode expected)
    {
        _program.Host.Names = names;
        await _program.StartAsync();
        using var caller = _program.Client((await _program.MakeKeyAsync("read")).Text);
        caller.DefaultRequestHeaders.Host = host;

        using var answer = await caller.GetAsync(Workflow, Token);

        Assert.Equal(expected, answer.StatusCode);
        Assert.DoesNotContain("attacker", answer.ToString() + await answer.Content.ReadAsStringAsync(Token), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("/health", Token)).StatusCode);
    }

    [Fact]
    public async Task Call_WhoseLineCannotBeWritten_GetsNoContents()
    {
        var audit = new AwayAudit();
        await _program.StartAsync(audit);
        using var caller = _program.Client((await _program.MakeKeyAsync("read")).Text);
        await _program.Orchestrations.StartAsync("i", "Unknown.v1", "\"contents\"", Durable.ExistingInstance.Keep, Token);
        Assert.Contains("Unknown.v1", await caller.GetStringAsync(Workflow, Token), StringComparison.Ordinal);
        audit.IsAway = true;

        using var answer = await caller.GetAsync(Workflow, Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.DoesNotContain("Unknown.v1", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_Refused_IsWrittenDownWithItsCode()
    {
        await _program.StartAsync();
        var key = await _program.MakeKeyAsync("read:originator");
        using var caller = _program.Client(key.Text);

        var notPermitted = await Problem.ReadAsync(await caller.PostAsync("/api/v1/executions", new StringContent("{}"), Token));
        caller.DefaultRequestHeaders.Add("P8e-Affiliate", "lender-9");
        var notFound = await Problem.ReadAsync(await caller.GetAsync(Workflow, Token));

        Assert.Equal((HttpStatusCode.Forbidden, ErrorCodes.AccessNotPermitted), (notPermitted.Status, notPermitted.Code));
        Assert.Contains("'submit'", notPermitted.Detail, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, ErrorCodes.AffiliateNotFound), (notFound.Status, notFound.Code));
        var lines = _program.Audit.Lines.Select(line => (line.Caller, line.Affiliate?.ToString(), line.Route, line.What, line.Outcome)).Order();
        var who = $"key:{key.Key.Id}";
        Assert.Equal(new[] { (who, null, "GetWorkflow", "lender-9", ErrorCodes.AffiliateNotFound), (who, "originator", "SubmitExecution", "", ErrorCodes.AccessNotPermitted) }.Order(), lines);
    }

    [Theory]
    [InlineData("/console", "", "", HttpStatusCode.OK)]
    [InlineData("/console", "none", "", HttpStatusCode.OK)]
    [InlineData("/console/console.js", "same-origin", "", HttpStatusCode.OK)]
    [InlineData("/console", "cross-site", "", HttpStatusCode.Unauthorized)]
    [InlineData("/console", "same-site", "", HttpStatusCode.Unauthorized)]
    [InlineData("/console", "", "https://attacker.example", HttpStatusCode.Unauthorized)]
    [InlineData(Workflow, "same-origin", "", HttpStatusCode.NotFound)]
    [InlineData(Workflow, "", "own", HttpStatusCode.NotFound)]
    [InlineData(Workflow, "cross-site", "own", HttpStatusCode.Unauthorized)]
    [InlineData(Workflow, "same-site", "", HttpStatusCode.Unauthorized)]
    [InlineData(Workflow, "", "", HttpStatusCode.Unauthorized)]
    [InlineData(Workflow, "", "null", HttpStatusCode.Unauthorized)]
    [InlineData("/consoles", "none", "", HttpStatusCode.NotFound)]
    public async Task Password_OfABrowser_IsTakenFromTheConsoleOnly(string path, string site, string origin, HttpStatusCode expected)
    {
        await _program.StartAsync();
        using var browser = _program.Client(null);
        browser.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{(await _program.MakeKeyAsync("read:originator")).Text}")));
        if (site.Length > 0)
        {
            browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        }

        if (origin.Length > 0)
        {
            browser.DefaultRequestHeaders.Add("Origin", origin == "own" ? browser.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin);
        }

        Assert.Equal(expected, (await browser.GetAsync(path, Token)).StatusCode);
    }

    [Theory]
    [InlineData("/console", "none", "Basic realm=\"p8e\", charset=\"UTF-8\"")]
    [InlineData("/console", "cross-site", Bearer)]
    [InlineData(Workflow, "same-origin", Bearer)]
    public async Task Refusal_OfABrowser_AsksForAPasswordAtTheConsoleOnly(string path, string site, string challenge)
    {
        await _program.StartAsync();
        using var browser = _program.Client(null);
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);

        using var answer = await browser.GetAsync(path, Token);

        Assert.Equal((HttpStatusCode.Unauthorized, challenge), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
    }

    private JsonObject Claims() => TestTenant.Claims(_program.Clock.GetUtcNow());

    private string Bad(string kind)
    {
        var claims = Claims();
        switch (kind)
        {
            case "expired":
                return _program.Tenant.Token(TestTenant.Claims(_program.Clock.GetUtcNow().AddHours(-2)));
            case "another tenant":
                claims["iss"] = TestTenant.Issuer.Replace("72f988bf", "82f988bf", StringComparison.Ordinal);
                return _program.Tenant.Token(claims);
            case "another audience":
                claims["aud"] = TestTenant.Who;
                return _program.Tenant.Token(claims);
            case "unsigned":
                return TestTenant.Raw("""{"alg":"none","typ":"JWT","kid":"key-1"}""", claims.ToJsonString(), []);
            case "by a shared secret":
                var parts = TestTenant.Raw("""{"alg":"HS256","typ":"JWT","kid":"key-1"}""", claims.ToJsonString(), []);
                var mac = System.Security.Cryptography.HMACSHA256.HashData(_program.Tenant.Key("key-1").ExportRSAPublicKey(), Encoding.ASCII.GetBytes(parts.TrimEnd('.')));
                return TestTenant.Raw("""{"alg":"HS256","typ":"JWT","kid":"key-1"}""", claims.ToJsonString(), mac);
            case "self-signed":
                using (var own = System.Security.Cryptography.RSA.Create(2048))
                {
                    return TestTenant.Sign(claims, own, "key-1", "RS256");
                }

            default:
                return _program.Tenant.Token(claims)[..^20];
        }
    }

    /// <summary>An audit that is there, and then is not.</summary>
    private sealed class AwayAudit : IAccessAudit
    {
        private readonly InMemoryAccessAudit _audit = new();

        internal bool IsAway { get; set; }

        public Task AddAsync(AccessAuditLine line, CancellationToken cancellationToken) =>
            IsAway ? throw new P8eTransientException(ErrorCodes.StorageUnavailable, "Writing a line of the audit: the storage account does not answer.") : _audit.AddAsync(line, cancellationToken);

        public Task<AccessAuditPage> ListAsync(AffiliateName? affiliate, DateOnly day, string? cursor, int most, CancellationToken cancellationToken) =>
            _audit.ListAsync(affiliate, day, cursor, most, cancellationToken);
    }
}
