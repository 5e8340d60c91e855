using System.Buffers.Text;
using System.Text.Json;

namespace P8e.Azure.Vault;

/// <summary>Reads keys from the vault's JSON. What is not as documented is a <see cref="JsonException"/> without any of its text.</summary>
internal static class KeyBundleReader
{
    private const int OperationsMax = 16;
    private const int TextMax = 256;

    /// <summary><c>{"key":{"kid",…},"attributes":{…}}</c></summary>
    internal static KeyVaultKey ReadKey(JsonElement bundle, Uri vault)
    {
        var key = Member(bundle, "key", JsonValueKind.Object);
        return new KeyVaultKey(ReadProperties(Text(key, "kid"), bundle, vault), new JsonWebKey
        {
            KeyType = Text(key, "kty"),
            CurveName = key.TryGetProperty("crv", out _) ? Text(key, "crv") : "",
            KeyOps = key.TryGetProperty("key_ops", out _) ? Operations(Member(key, "key_ops", JsonValueKind.Array)) : [],
            X = key.TryGetProperty("x", out _) ? Bytes(key, "x") : [],
            Y = key.TryGetProperty("y", out _) ? Bytes(key, "y") : [],
        });
    }

    /// <summary><c>{"kid":…,"attributes":{…}}</c>, a member of a list.</summary>
    internal static KeyProperties ReadItem(JsonElement item, Uri vault) => ReadProperties(Text(item, "kid"), item, vault);

    /// <summary>Decodes a member of base64url.</summary>
    internal static byte[] Bytes(JsonElement element, string name)
    {
        var text = Text(element, name);
        return Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : throw Unexpected(name);
    }

    internal static string Text(JsonElement element, string name)
    {
        var text = Member(element, name, JsonValueKind.String).GetString()!;
        return text.Length <= TextMax ? text : throw Unexpected(name);
    }

    internal static JsonElement Member(JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : throw Unexpected(name);

    private static KeyProperties ReadProperties(string identifier, JsonElement holder, Uri vault)
    {
        var id = Uri.TryCreate(identifier, UriKind.Absolute, out var uri) ? VaultIdentifier.TryParse(uri, vault) : null;
        var attributes = Member(holder, "attributes", JsonValueKind.Object);
        return new KeyProperties
        {
            Id = id ?? throw Unexpected("kid"),
            Enabled = attributes.TryGetProperty("enabled", out var enabled) ? enabled.ValueKind == JsonValueKind.True : null,
            NotBefore = Time(attributes, "nbf"),
            ExpiresOn = Time(attributes, "exp"),
            CreatedOn = Time(attributes, "created"),
            UpdatedOn = Time(attributes, "updated"),
        };
    }

    private static DateTimeOffset? Time(JsonElement attributes, string name)
    {
        if (!attributes.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        // From 1970 to the end of year 9999.
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw Unexpected(name);
    }

    private static string[] Operations(JsonElement array) => array.GetArrayLength() <= OperationsMax
        ? [.. array.EnumerateArray().Where(operation => operation.ValueKind == JsonValueKind.String).Select(operation => operation.GetString()!)]
        : throw Unexpected("key_ops");

    private static JsonException Unexpected(string name) => new($"'{name}' is missing or not as documented");
}
