using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Core;

namespace P8e.Azure.Vault;

/// <summary>
/// Keys of one vault, in the names of Azure.Security.KeyVault.Keys, which does not restore from our package source. Throws what that client
/// throws; <see cref="VaultCall"/> translates.
/// </summary>
internal sealed class KeyClient(VaultPipeline pipeline)
{
    /// <summary>The vault gives 25 a page; who has more than 10,000 keys of one kind is not looking at a list.</summary>
    private const int PagesMax = 400;

    /// <summary>Makes a key on secp256k1, or the next version of one: the vault does not ask which.</summary>
    internal async Task<KeyVaultKey> CreateEcKeyAsync(string name, bool hardwareProtected, CancellationToken cancellationToken)
    {
        var answer = await pipeline.SendAsync(RequestMethod.Post, $"/keys/{name}/create", body =>
        {
            body.WriteString("kty", hardwareProtected ? "EC-HSM" : "EC");
            body.WriteString("crv", JsonWebKey.CurveP256K);
            body.WriteStartArray("key_ops");
            body.WriteStringValue(JsonWebKey.SignOperation);
            body.WriteStringValue("verify");
            body.WriteEndArray();
        }, cancellationToken).ConfigureAwait(false);
        return Checked(KeyBundleReader.ReadKey(answer, pipeline.Vault), name, "");
    }

    /// <summary>Gets a version of a key; the latest when it is empty.</summary>
    internal async Task<KeyVaultKey> GetKeyAsync(string name, string version, CancellationToken cancellationToken)
    {
        var answer = await pipeline.SendAsync(RequestMethod.Get, $"/keys/{name}/{version}", null, cancellationToken).ConfigureAwait(false);
        return Checked(KeyBundleReader.ReadKey(answer, pipeline.Vault), name, version);
    }

    /// <summary>All keys, without their versions.</summary>
    internal IAsyncEnumerable<KeyProperties> GetPropertiesOfKeysAsync(CancellationToken cancellationToken) => ListAsync("/keys", cancellationToken);

    /// <summary>All versions of a key, in the vault's order.</summary>
    internal IAsyncEnumerable<KeyProperties> GetPropertiesOfKeyVersionsAsync(string name, CancellationToken cancellationToken) =>
        ListAsync($"/keys/{name}/versions", cancellationToken);

    /// <summary>Sets whether and when a version may be used; what is null stays.</summary>
    internal async Task<KeyVaultKey> UpdateKeyPropertiesAsync(KeyProperties properties, CancellationToken cancellationToken)
    {
        var answer = await pipeline.SendAsync(RequestMethod.Patch, $"/keys/{properties.Name}/{properties.Version}", body =>
        {
            body.WriteStartObject("attributes");
            if (properties.Enabled is { } enabled)
            {
                body.WriteBoolean("enabled", enabled);
            }

            WriteTime(body, "nbf", properties.NotBefore);
            WriteTime(body, "exp", properties.ExpiresOn);
            body.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false);
        return Checked(KeyBundleReader.ReadKey(answer, pipeline.Vault), properties.Name, properties.Version);
    }

    /// <summary>What signs with one version of a key.</summary>
    internal CryptographyClient GetCryptographyClient(string name, string version) => new(pipeline, name, version);

    private static void WriteTime(Utf8JsonWriter body, string name, DateTimeOffset? time)
    {
        if (time is { } set)
        {
            body.WriteNumber(name, set.ToUnixTimeSeconds());
        }
    }

    /// <summary>An answer about another key than the one asked for is no answer.</summary>
    private static KeyVaultKey Checked(KeyVaultKey key, string name, string version) =>
        key.Properties.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && key.Properties.Version.Length > 0
        && (version.Length == 0 || key.Properties.Version == version)
            ? key
            : throw new JsonException("'kid' is not of the key that was asked for");

    private async IAsyncEnumerable<KeyProperties> ListAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = await pipeline.SendAsync(RequestMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        for (var pages = 1; ; pages++)
        {
            if (page.TryGetProperty("value", out var items) && items.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in items.EnumerateArray())
                {
                    yield return KeyBundleReader.ReadItem(item, pipeline.Vault);
                }
            }

            if (!page.TryGetProperty("nextLink", out var link) || link.ValueKind != JsonValueKind.String)
            {
                yield break;
            }

            // Where a token is sent to is not for an answer to decide.
            if (pages == PagesMax || !Uri.TryCreate(link.GetString(), UriKind.Absolute, out var next) || !VaultIdentifier.IsOf(next, pipeline.Vault))
            {
                throw new JsonException("'nextLink' leaves the vault or does not end");
            }

            page = await pipeline.SendAsync(RequestMethod.Get, next, null, cancellationToken).ConfigureAwait(false);
        }
    }
}
