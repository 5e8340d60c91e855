using System.Security.Cryptography;
using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Cryptography.Dime;

namespace P8e.Conformance.Stores.Recording;

/// <summary>The container that a client uploaded, of a vector of dime.json that holds only the stored one: signatures are what the server rewrites.</summary>
internal static class DimeContainer
{
    internal static byte[] Of(JsonElement vector)
    {
        if (vector.TryGetProperty("containerBase64", out var whole) && whole.ValueKind == JsonValueKind.String)
        {
            return Convert.FromBase64String(whole.GetString()!);
        }

        var stored = vector.Base64("storedContainerBase64");
        var header = DimeHeader.Parse(stored);
        byte[] container = [.. header.WithSignaturesSection(DimeHeader.EmptySignatures).ToBytes(), .. stored.AsSpan(header.Length)];
        Expect.Equal("hash of the rebuilt container", vector.Text("containerSha256Hex"), Convert.ToHexStringLower(SHA256.HashData(container)));
        return container;
    }
}
