using System.Text;
using Azure;
using P8e.Protocol.Errors;

namespace P8e.Azure.Vault;

/// <summary>What a vault's 401 says about the token it wants.</summary>
/// <param name="Scope">The token's audience with <c>/.default</c>; null when the challenge does not say.</param>
/// <param name="TenantId">Who issues it; null when the challenge does not say.</param>
/// <param name="Claims">What a token must fulfil that was refused although it is valid (continuous access evaluation), as JSON; else null.</param>
internal sealed record VaultChallenge(string? Scope, string? TenantId, string? Claims)
{
    private const string Header = "WWW-Authenticate";
    private const string Scheme = "Bearer ";
    private const string DefaultScope = "/.default";
    private const int HeaderCharsMax = 8 * 1024;

    /// <summary>Reads the bearer challenge of a 401.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="vault">The vault that was asked. A resource that is neither its host nor a parent domain would send it a token meant for others.</param>
    /// <returns>Null when the answer is none, or has no bearer challenge.</returns>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.VaultChallengeForeign"/>: the resource is somebody else's.</exception>
    internal static VaultChallenge? TryRead(Response response, Uri vault)
    {
        if (response.Status != 401 || !response.Headers.TryGetValues(Header, out var values))
        {
            return null;
        }

        var text = values.FirstOrDefault(value => value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && value.Length <= HeaderCharsMax);
        if (text is null)
        {
            return null;
        }

        var parameters = Parameters(text[Scheme.Length..]);
        return new VaultChallenge(
            ScopeOf(parameters, vault),
            TenantOf(parameters.GetValueOrDefault("authorization") ?? parameters.GetValueOrDefault("authorization_uri")),
            ClaimsOf(parameters));
    }

    private static string? ScopeOf(Dictionary<string, string> parameters, Uri vault)
    {
        var named = parameters.GetValueOrDefault("resource") ?? parameters.GetValueOrDefault("scope");
        if (string.IsNullOrEmpty(named))
        {
            return null;
        }

        if (!Uri.TryCreate(named, UriKind.Absolute, out var resource) || resource.Scheme != Uri.UriSchemeHttps || !Covers(resource.IdnHost, vault.IdnHost))
        {
            throw new P8eStateException(
                StateErrorKind.NotPermitted,
                ErrorCodes.VaultChallengeForeign,
                $"Signing in to vault {vault}: it asks for a token of another resource than its own domain, and gets none. Check Vault__Address.");
        }

        return named.EndsWith(DefaultScope, StringComparison.Ordinal) ? named : named.TrimEnd('/') + DefaultScope;
    }

    private static bool Covers(string resource, string host) =>
        host.Equals(resource, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + resource, StringComparison.OrdinalIgnoreCase);

    private static string? TenantOf(string? authorization) =>
        Uri.TryCreate(authorization, UriKind.Absolute, out var uri) && uri.Segments.Length > 1 ? uri.Segments[1].TrimEnd('/') : null;

    private static string? ClaimsOf(Dictionary<string, string> parameters)
    {
        if (parameters.GetValueOrDefault("error") != "insufficient_claims" || parameters.GetValueOrDefault("claims") is not { Length: > 0 } claims)
        {
            return null;
        }

        var padded = claims.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (claims.Length % 4)) % 4);
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    /// <summary><c>name="value"</c> or <c>name=value</c>, parted by commas or spaces, until another scheme begins. The first of a name counts.</summary>
    private static Dictionary<string, string> Parameters(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var rest = text.AsSpan();
        while (true)
        {
            rest = rest.TrimStart(" ,");
            var equals = rest.IndexOfAny('=', ' ', ',');
            if (equals <= 0 || rest[equals] != '=')
            {
                return found;
            }

            var name = rest[..equals].ToString();
            rest = rest[(equals + 1)..];
            var quoted = rest.StartsWith("\"");
            rest = quoted ? rest[1..] : rest;
            var end = quoted ? rest.IndexOf('"') : rest.IndexOfAny(',', ' ');
            var value = end < 0 ? rest : rest[..end];
            found.TryAdd(name, value.ToString());
            rest = end < 0 ? [] : rest[(quoted ? end + 1 : end)..];
        }
    }
}
