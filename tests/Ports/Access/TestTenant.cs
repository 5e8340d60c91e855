using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace P8e.Ports.Access;

/// <summary>A tenant of Entra ID as its documentation says: OpenID configuration, keys, and access tokens of version 2.0.</summary>
public sealed class TestTenant : HttpMessageHandler
{
    /// <summary>The tenant.</summary>
    public const string Tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    /// <summary>For whom its tokens are.</summary>
    public const string Audience = "6e74172b-be56-4843-9ff4-e66a39bb12e3";
    /// <summary>Whose they are.</summary>
    public const string Who = "aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb";
    /// <summary>Who issues them.</summary>
    public const string Issuer = $"https://login.microsoftonline.com/{Tenant}/v2.0";
    /// <summary>Where its keys lie.</summary>
    public const string KeysPlace = $"https://login.microsoftonline.com/{Tenant}/discovery/v2.0/keys";

    /// <summary>Making a key takes long; every tenant of the tests has the same.</summary>
    private static readonly ConcurrentDictionary<string, RSAParameters> Made = new();

    private readonly Dictionary<string, RSA> _published = [];

    /// <summary>Makes one with a key.</summary>
    public TestTenant() => Publish("key-1");

    /// <summary>Requests so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Answers in place of the tenant; null for its own.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Instead { get; set; } = _ => null;

    /// <summary>The claims of a good token.</summary>
    public static JsonObject Claims(DateTimeOffset now) => new()
    {
        ["aud"] = Audience,
        ["iss"] = Issuer,
        ["iat"] = now.ToUnixTimeSeconds(),
        ["nbf"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        ["azp"] = "11112222-bbbb-3333-cccc-4444dddd5555",
        ["azpacr"] = "1",
        ["oid"] = Who,
        ["roles"] = new JsonArray("p8e.read", "p8e.submit:lender-1", "Other.Role"),
        ["sub"] = Who,
        ["tid"] = Tenant,
        ["ver"] = "2.0",
    };

    /// <summary>Has one more key, as before a rollover.</summary>
    public void Publish(string id) => _published[id] = RSA.Create(Made.GetOrAdd(id, _ =>
    {
        using var made = RSA.Create(2048);
        return made.ExportParameters(includePrivateParameters: true);
    }));

    /// <summary>Has a key no longer.</summary>
    public void Withdraw(string id) => _published.Remove(id);

    /// <summary>One of its keys.</summary>
    public RSA Key(string id) => _published[id];

    /// <summary>A token that it signed.</summary>
    public string Token(JsonObject claims, string key = "key-1", string algorithm = "RS256") => Sign(claims, _published[key], key, algorithm);

    /// <summary>A token that somebody signed.</summary>
    public static string Sign(JsonObject claims, RSA key, string id, string algorithm) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
        claims.ToJsonString(),
        // The package's own cache outlives the key.
        new SigningCredentials(new RsaSecurityKey(key) { KeyId = id }, algorithm) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } });

    /// <summary>A token of three texts as they are.</summary>
    public static string Raw(string header, string payload, byte[] signature) => $"{Encoded(header)}.{Encoded(payload)}.{Base64UrlEncoder.Encode(signature)}";

    /// <summary>Its keys as it publishes them.</summary>
    public JsonObject KeysAnswer() => new()
    {
        ["keys"] = new JsonArray([.. _published.Select(entry => (JsonNode)new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = entry.Key,
            ["n"] = Base64UrlEncoder.Encode(entry.Value.ExportParameters(false).Modulus),
            ["e"] = Base64UrlEncoder.Encode(entry.Value.ExportParameters(false).Exponent),
            ["issuer"] = Issuer,
        })]),
    };

    /// <summary>An answer with a JSON body.</summary>
    public static HttpResponseMessage Answer(JsonNode json) => new(HttpStatusCode.OK) { Content = new StringContent(json.ToJsonString()) };

    /// <summary>Its OpenID configuration.</summary>
    public static JsonObject Description() => new() { ["issuer"] = Issuer, ["jwks_uri"] = KeysPlace, ["token_endpoint"] = $"https://login.microsoftonline.com/{Tenant}/oauth2/v2.0/token" };

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        return Task.FromResult(Instead(request) ?? request.RequestUri!.AbsoluteUri switch
        {
            $"{Issuer}/.well-known/openid-configuration" => Answer(Description()),
            KeysPlace => Answer(KeysAnswer()),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        });
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var key in _published.Values)
        {
            key.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string Encoded(string text) => Base64UrlEncoder.Encode(JsonSerializer.Deserialize<JsonElement>(text).GetRawText());
}
