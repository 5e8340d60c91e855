using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using P8e.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Devvault.Store;

namespace P8e.Devvault.Surfaces;

/// <summary>What only keys have: making and signing.</summary>
internal sealed class KeyRoutes(VaultStore store, VaultFaults faults)
{
    private const string Secp256k1Name = "P-256K";
    private const int DigestBytes = 32;

    /// <summary>Like the vault's, these signatures have either half of s.</summary>
    private static readonly ISecp256k1 Curve = Secp256k1.Choose("platform");
    private static readonly SystemRandomSource Random = new();

    internal ItemVersion Make(JsonObject body)
    {
        var type = body["kty"]?.GetValue<string>();
        var curve = body["crv"]?.GetValue<string>() ?? "P-256";
        if (type is not ("EC" or "EC-HSM"))
        {
            throw VaultRefusal.BadParameter("Property 'kty' is not EC or EC-HSM, the only types of this stand-in.");
        }

        var operations = (body["key_ops"] as JsonArray)?.Select(operation => operation!.GetValue<string>()).ToArray() ?? ["sign", "verify"];
        var now = store.Now();
        var (value, point) = curve switch
        {
            Secp256k1Name => NewKey(),
            "P-256" => ("", ForeignPoint()),
            _ => throw VaultRefusal.BadParameter("Property 'crv' is not a supported curve."),
        };
        return ItemAttributes.Apply(
            new ItemVersion
            {
                Version = VaultStore.NewVersion(),
                Value = value,
                KeyType = type,
                CurveName = curve,
                KeyOps = operations,
                Point = point,
                Created = now,
                Updated = now,
            },
            body);
    }

    internal async Task<JsonNode> SignAsync(string id, ItemVersion version, JsonObject body, CancellationToken cancellationToken)
    {
        RequireUsable(version);
        if (body["alg"]?.GetValue<string>() != "ES256K" || version.CurveName != Secp256k1Name)
        {
            throw VaultRefusal.BadParameter("Key and signing algorithm are incompatible.");
        }

        var text = body["value"]?.GetValue<string>() ?? "";
        var digest = Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
        if (digest.Length != DigestBytes)
        {
            throw VaultRefusal.BadParameter($"Invalid length of 'value': {digest.Length} bytes. ES256K requires 32 bytes, encoded with base64url.");
        }

        using var key = KeyText.ReadPrivate(version.Value);
        var signature = (await new LocalSigner(key, Curve).SignDigestAsync(digest, cancellationToken)).Compact.ToArray();
        signature[^1] ^= faults.DamagedSignatures ? (byte)1 : (byte)0;
        return new JsonObject { ["kid"] = id, ["value"] = Base64Url.EncodeToString(signature) };
    }

    internal static JsonObject Describe(string id, ItemVersion version, bool whole)
    {
        var described = new JsonObject();
        if (whole)
        {
            described["key"] = new JsonObject
            {
                ["kid"] = id,
                ["kty"] = version.KeyType,
                ["key_ops"] = new JsonArray([.. version.KeyOps.Select(operation => JsonValue.Create(operation))]),
                ["crv"] = version.CurveName,
                ["x"] = Base64Url.EncodeToString(version.Point.AsSpan(0, 32)),
                ["y"] = Base64Url.EncodeToString(version.Point.AsSpan(32)),
            };
        }
        else
        {
            described["kid"] = id;
        }

        ItemAttributes.Write(described, version);
        return described;
    }

    private void RequireUsable(ItemVersion version)
    {
        var now = store.Now();
        if (!version.Enabled)
        {
            throw VaultRefusal.Forbidden("KeyDisabled", "Operation sign is not allowed on a disabled key.");
        }

        if (version.Expires <= now)
        {
            throw VaultRefusal.Forbidden("KeyExpired", "Operation sign is not allowed on an expired key.");
        }

        if (version.NotBefore > now)
        {
            throw VaultRefusal.Forbidden("KeyNotYetValid", "Operation sign is not allowed on a not yet valid key.");
        }

        if (!version.KeyOps.Contains("sign"))
        {
            throw VaultRefusal.Forbidden("KeyOperationForbidden", "Operation sign is not permitted on this key.");
        }
    }

    private static (string Value, byte[] Point) NewKey()
    {
        using var key = PrivateKey.Generate(Random);
        return (new string(KeyText.Write(key)), key.PublicKey.Uncompressed[1..].ToArray());
    }

    /// <summary>A point on a curve that P8e does not use, so that somebody can be refused it.</summary>
    private static byte[] ForeignPoint()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [.. point.X!, .. point.Y!];
    }
}
