using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using P8e.Protocol.Errors;

namespace P8e.Access.Tokens;

/// <summary>Fetches the keys with which an issuer signs: its OpenID configuration first, then the keys that this names. Two requests.</summary>
/// <param name="http">Sends them; it should follow no redirects.</param>
/// <param name="authority">The issuer.</param>
/// <param name="clock">Ends the wait.</param>
internal sealed class IssuerKeyFetch(HttpClient http, TokenAuthority authority, TimeProvider clock)
{
    internal const int AnswerBytesMax = 256 * 1024;
    internal const int KeysMax = 64;
    private const int KeyBitsMin = 2048;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>The keys by their ids.</summary>
    /// <exception cref="P8eTransientException"><see cref="ErrorCodes.AccessIssuerUnavailable"/>: no answer in 10 seconds, or not one of this issuer.</exception>
    internal async Task<IReadOnlyDictionary<string, SecurityKey>> FetchAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var place = KeysPlace(await ReadAsync(authority.Description, either.Token).ConfigureAwait(false));
            return Keys(await ReadAsync(place, either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable("no answer came in time", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Unavailable("it is out of reach", error);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw Unavailable("its answer is not one that this program understands", error);
        }
    }

    private async Task<string> ReadAsync(Uri place, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, place);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw Unavailable(string.Create(CultureInfo.InvariantCulture, $"it answered with {(int)answer.StatusCode}"), null);
        }

        if (answer.Content.Headers.ContentLength > AnswerBytesMax)
        {
            throw Unavailable("its answer is too long", null);
        }

        using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var bytes = new byte[AnswerBytesMax + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return length <= AnswerBytesMax ? Encoding.UTF8.GetString(bytes, 0, length) : throw Unavailable("its answer is too long", null);
    }

    /// <summary>An answer that names another issuer, or keys elsewhere, is somebody else's.</summary>
    private Uri KeysPlace(string description)
    {
        using var json = JsonDocument.Parse(description);
        return json.RootElement.GetProperty("issuer").GetString() == authority.Issuer
            && Uri.TryCreate(json.RootElement.GetProperty("jwks_uri").GetString(), UriKind.Absolute, out var place)
            && place.Scheme == Uri.UriSchemeHttps && place.Authority == authority.Host
            ? place
            : throw new FormatException("It names another issuer, or keys at another host.");
    }

    private Dictionary<string, SecurityKey> Keys(string text)
    {
        var set = new JsonWebKeySet(text);
        if (set.Keys.Count > KeysMax)
        {
            throw new FormatException("It has too many keys.");
        }

        var keys = new Dictionary<string, SecurityKey>(StringComparer.Ordinal);
        foreach (var key in set.Keys.Where(IsUsable))
        {
            keys.TryAdd(key.Kid, key);
        }

        return keys.Count > 0 ? keys : throw new FormatException("It has no key that tokens may be signed with.");
    }

    private bool IsUsable(JsonWebKey key) =>
        key is { Kty: JsonWebAlgorithmsKeyTypes.RSA, Kid.Length: > 0, Use: null or JsonWebKeyUseNames.Sig, N.Length: > 0, E.Length: > 0 }
        && key.KeySize >= KeyBitsMin
        && authority.Owns(key.AdditionalData.TryGetValue("issuer", out var issuer) ? issuer as string ?? string.Empty : null);

    private P8eTransientException Unavailable(string what, Exception? cause) => new(
        ErrorCodes.AccessIssuerUnavailable, $"Fetching the keys of {authority.Issuer}: {what}. Try again; API keys are taken meanwhile.", null, cause);
}
