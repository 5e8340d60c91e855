using System.Buffers.Text;
using System.Text.Json;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Devvault.Store;

namespace P8e.Devvault.Identity;

/// <summary>Issues and checks access tokens: JSON web tokens with ES256K, in the claims that Entra ID uses.</summary>
internal sealed class TokenIssuer(VaultState state, TimeProvider clock)
{
    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private const int TokenCharsMax = 4096;
    private readonly PrivateKey _key = KeyText.ReadPrivate(state.IssuerKey);

    /// <summary>In the name of Entra ID's own issuer: the storage emulator takes tokens of no other. The signature is ours, so nobody outside takes them.</summary>
    private string Issuer => $"https://sts.windows.net/{state.Tenant}/";

    /// <summary>A token for the stand-in's one identity.</summary>
    /// <param name="audience">For whom.</param>
    /// <param name="lifetime">How long from now; negative for one that has expired.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<string> IssueAsync(string audience, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var head = Part(new { typ = "JWT", alg = "ES256K" });
        var claims = Part(new
        {
            aud = audience,
            iss = Issuer,
            iat = now.ToUnixTimeSeconds(),
            nbf = (lifetime < TimeSpan.Zero ? now + lifetime - Lifetime : now).ToUnixTimeSeconds(),
            exp = (now + lifetime).ToUnixTimeSeconds(),
            appid = state.Client.ToString(),
            oid = state.Client.ToString(),
            tid = state.Tenant.ToString(),
            ver = "1.0",
        });
        var signed = $"{head}.{claims}";
        var signature = await new LocalSigner(_key).SignAsync(System.Text.Encoding.ASCII.GetBytes(signed), SignatureDigest.Sha256, cancellationToken);
        return $"{signed}.{Base64Url.EncodeToString(signature.Compact)}";
    }

    /// <summary>What is wrong with a token; null when nothing is.</summary>
    internal string? Fault(string token, string audience)
    {
        if (token.Length > TokenCharsMax || token.Split('.') is not [var head, var claims, var signature]
            || !Base64Url.IsValid(signature) || !Base64Url.IsValid(claims)
            || !EcdsaSignature.TryFromCompact(Base64Url.DecodeFromChars(signature), out var made)
            || !Signing.Verify(_key.PublicKey, System.Text.Encoding.ASCII.GetBytes($"{head}.{claims}"), SignatureDigest.Sha256, made))
        {
            return "AKV10000: Request is missing a Bearer or PoP token, or its signature is invalid.";
        }

        // It is ours, so it has the claims that we write.
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
        var said = document.RootElement;
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (said.GetProperty("aud").GetString()!.TrimEnd('/') != audience)
        {
            return $"AKV10022: Invalid audience. Expected {audience}, found: {said.GetProperty("aud").GetString()}.";
        }

        return said.GetProperty("exp").GetInt64() <= now || said.GetProperty("nbf").GetInt64() > now ? "AKV10001: The token has expired or is not yet valid." : null;
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
