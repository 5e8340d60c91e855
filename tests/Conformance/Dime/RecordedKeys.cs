using System.Text.Json;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;

namespace P8e.Conformance.Dime;

/// <summary>The public development keys of a recording, by name.</summary>
internal sealed class RecordedKeys
{
    private readonly Dictionary<string, PrivateKey> keys = [];
    private readonly ISecp256k1 curve;

    private RecordedKeys(ISecp256k1 curve) => this.curve = curve;

    internal PrivateKey this[string name] => keys[name];

    internal static RecordedKeys Read(JsonElement array, ISecp256k1 curve)
    {
        var recorded = new RecordedKeys(curve);
        foreach (var element in array.EnumerateArray())
        {
            recorded.keys.Add(element.Text("name"), KeyText.ReadPrivate(element.Text("privateKeyProtoHex"), curve));
        }

        return recorded;
    }

    internal LocalKeyAgreement Agreement(string name) => new(keys[name], curve);

    internal void Check(JsonElement element)
    {
        var key = keys[element.Text("name")];
        var publicKey = key.PublicKey;
        Expect.Equal("private key text", element.Text("privateKeyProtoHex").ToUpperInvariant(), new string(KeyText.Write(key)));
        Expect.Bytes("scalar", element.Hex("privateKeyHex"), key.Scalar);
        Expect.Bytes("public key", element.Hex("publicKeyUncompressedHex"), publicKey.Uncompressed);
        Expect.Equal("public key base64", element.Text("publicKeyBase64"), publicKey.ToBase64());
        Expect.Bytes("SPKI", element.Hex("publicKeySpkiDerHex"), PublicKeyPem.ToDer(publicKey));
        Expect.Equal("PEM", element.Text("publicKeyPem"), PublicKeyPem.Write(publicKey));
        Expect.Equal("PEM read", true, PublicKeyPem.TryRead(element.Text("publicKeyPem"), out var read, curve) && read.Equals(publicKey));
        Expect.Equal("compressed and back", publicKey, PublicKey.Parse(publicKey.ToCompressed(), curve));
    }
}
