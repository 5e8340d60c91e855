using System.Text.Json;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;

namespace P8e.Conformance.Dime;

/// <summary>One sealed text for one reader: made again from the recorded randomness, and opened.</summary>
internal static class EciesCase
{
    internal static void Check(JsonElement element, RecordedKeys keys, ISecp256k1 curve)
    {
        var associatedData = element.Utf8("aad");
        var plaintext = element.Hex("plaintextHex");
        var box = CheckSealing(element, keys, curve, plaintext, associatedData, element.Hex("encryptedDataHex"), element.Hex("ivHex"));
        var opened = new byte[plaintext.Length];
        using var secret = LocalKeyAgreement.Agree(curve, keys[element.Text("recipient")], box.Ephemeral);
        Expect.Equal("opens", true, EciesCipher.TryOpen(secret, box, associatedData, opened));
        Expect.Bytes("opened plaintext", plaintext, opened);
    }

    /// <summary>Seals with the recorded ephemeral key and IV and compares every recorded intermediate value.</summary>
    internal static EciesSealed CheckSealing(
        JsonElement element, RecordedKeys keys, ISecp256k1 curve, byte[] plaintext, byte[] associatedData, byte[] expectedBody, byte[] iv)
    {
        using var ephemeral = PrivateKey.Import(element.Hex("ephemeralPrivateHex"), curve);
        var reader = keys[element.Text("recipient")].PublicKey;
        using var secret = LocalKeyAgreement.Agree(curve, ephemeral, reader);
        Expect.Bytes("shared secret", element.Hex("sharedSecretHex"), secret.X);
        var box = EciesCipher.Seal(curve, ephemeral, iv, reader, plaintext, associatedData);
        if (element.TryGetProperty("ephemeralPublicHex", out _))
        {
            Expect.Bytes("ephemeral public key", element.Hex("ephemeralPublicHex"), box.Ephemeral.Uncompressed);
        }

        Expect.Bytes("body", expectedBody, box.Body.Span);
        Expect.Bytes("tag", element.Hex("tagHex"), box.Tag.Span);
        return box;
    }
}
