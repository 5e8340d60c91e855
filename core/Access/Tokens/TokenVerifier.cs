using System.Buffers;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using P8e.Access.Callers;
using P8e.Protocol.Errors;

namespace P8e.Access.Tokens;

/// <summary>
/// Access tokens (version 2.0) of one tenant of Entra ID for this deployment's registration: RS256 or PS256 by a key that the tenant publishes, its issuer, our audience, within their time, with the
/// claims <c>oid</c>, <c>tid</c>, <c>azp</c>, <c>ver</c> and <c>roles</c>. Application roles named <c>p8e.read</c> or <c>p8e.submit:lender-1</c> are what the caller may do. A refusal never says which check
/// failed, except to the holder of a token that was good once. Thread-safe.
/// </summary>
public sealed class TokenVerifier : IDisposable
{
    /// <summary>What roles of this program begin with in the claim <c>roles</c>.</summary>
    public const string RolePrefix = "p8e.";

    /// <summary>Longest token, in characters.</summary>
    public const int CharsMax = 16 * 1024;

    private const int RolesMax = 512;
    private const int NameCharsMax = 100;
    private const long SkewSeconds = 60;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = CharsMax, MapInboundClaims = false };
    private readonly TokenAuthority _authority;
    private readonly string _audience;
    private readonly IssuerKeys _keys;
    private readonly TimeProvider _clock;

    /// <summary>Makes a verifier; sends nothing.</summary>
    /// <param name="options">Names issuer and audience.</param>
    /// <param name="http">Fetches the issuer's keys; the caller disposes of it, and lets it follow no redirects.</param>
    /// <param name="clock">Tells what has expired.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ConfigurationInvalid"/>.</exception>
    public TokenVerifier(AccessOptions options, HttpClient http, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(clock);
        options.Validate();
        _authority = new TokenAuthority(options.TokenAuthority ?? throw new ArgumentException("No issuer of tokens is set.", nameof(options)));
        _audience = options.TokenAudience!;
        _keys = new IssuerKeys(new IssuerKeyFetch(http, _authority, clock).FetchAsync, clock);
        _clock = clock;
    }

    /// <summary>Who calls with a token. No request, but for the issuer's keys twice a day and at most every five minutes.</summary>
    /// <param name="text">The token as it came.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AccessUnauthenticated"/>; <see cref="ErrorCodes.AccessExpired"/> and <see cref="ErrorCodes.AccessNotPermitted"/> only for tokens of this issuer for us.</exception>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>: such a token names too many affiliates.</exception>
    /// <exception cref="P8eTransientException"><see cref="ErrorCodes.AccessIssuerUnavailable"/>.</exception>
    public async Task<Caller> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Who is asked for keys, and with which algorithm they are used, is never the token's choice.
        if (Parse(text) is not { } token || token.Issuer != _authority.Issuer || !Algorithms.Contains(token.Alg) || string.IsNullOrEmpty(token.Kid))
        {
            throw Refusal();
        }

        var key = await _keys.FindAsync(token.Kid, cancellationToken).ConfigureAwait(false) ?? throw Refusal();
        var result = await _handler.ValidateTokenAsync(token, Rules(key)).ConfigureAwait(false);
        if (!result.IsValid)
        {
            throw Refusal();
        }

        CheckTime(token);
        return Read(token);
    }

    /// <inheritdoc/>
    public void Dispose() => _keys.Dispose();

    private static JsonWebToken? Parse(string text)
    {
        if (text.Length > CharsMax || text.AsSpan().ContainsAnyExcept(Allowed) || text.AsSpan().Count('.') != 2)
        {
            return null;
        }

        try
        {
            return new JsonWebToken(text);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or JsonException or SecurityTokenException)
        {
            return null; // The caller is told that this is no good token; what the package says of it quotes it.
        }
    }

    private static long? Number(JsonWebToken token, string claim) => token.TryGetPayloadValue<long>(claim, out var number) ? number : null;

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var text) ? text : null;

    private static string Shortened(string name) => name.Length <= NameCharsMax ? name : name[..NameCharsMax];

    private static P8eStateException Refusal() => new(
        StateErrorKind.NotPermitted,
        ErrorCodes.AccessUnauthenticated,
        "Looking who calls: the token is not an access token (version 2.0) of this deployment's tenant for this deployment. Ask the tenant for one with the scope '<Access__TokenAudience>/.default'.");

    private TokenValidationParameters Rules(SecurityKey key) => new()
    {
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        ValidAlgorithms = Algorithms,
        ValidTypes = ["JWT", "at+jwt"],
        ValidIssuer = _authority.Issuer,
        ValidAudience = _audience,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        RequireSignedTokens = true,
        ValidateLifetime = false, // CheckTime does, by the injected clock, which these rules do not take.
        LogValidationExceptions = false,
        IncludeTokenOnFailedValidation = false,
    };

    private void CheckTime(JsonWebToken token)
    {
        if (Number(token, JwtRegisteredClaimNames.Exp) is not { } expires || Number(token, JwtRegisteredClaimNames.Nbf) is not { } begins)
        {
            throw Refusal();
        }

        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        if (expires <= now - SkewSeconds || begins > now + SkewSeconds)
        {
            throw new P8eStateException(
                StateErrorKind.NotPermitted, ErrorCodes.AccessExpired, "Looking who calls: the token has expired, or is not good yet. Ask its issuer for a new one, and compare the clocks.");
        }
    }

    /// <summary>An ID token, which also names us as its audience, has no <c>azp</c>: it says who signed in, not that somebody may call.</summary>
    private Caller Read(JsonWebToken token)
    {
        if (Text(token, "ver") != "2.0" || Text(token, "tid") != _authority.Tenant || !Guid.TryParseExact(Text(token, "oid"), "D", out var who) || Text(token, "azp") is not { Length: > 0 } client)
        {
            throw Refusal();
        }

        var grants = token.TryGetPayloadValue<string[]>("roles", out var roles) && roles is { Length: <= RolesMax }
            ? AccessGrants.Read(roles.Where(role => role is not null), RolePrefix, out _)
            : new AccessGrants(AccessRoles.None);
        return !grants.IsEmpty
            ? new Caller($"entra:{who:D}", Shortened(Text(token, "name") ?? client), grants)
            : throw new P8eStateException(
                StateErrorKind.NotPermitted,
                ErrorCodes.AccessNotPermitted,
                $"Looking who calls: the token of {who:D} has no role of this program, such as 'p8e.read' or 'p8e.submit:lender-1'. Assign one in the tenant.");
    }
}
