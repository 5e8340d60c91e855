using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;

namespace P8e.Conformance.Transactions;

/// <summary>
/// The public development keys that signed a recording: in the file itself, in <c>keys.json</c> beside it, or in <c>dime.json</c> one folder up.
/// </summary>
internal sealed class SigningKeys(ISecp256k1 curve) : IDisposable
{
    private readonly Dictionary<string, PrivateKey> _keys = [];

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }

    internal static SigningKeys Beside(string file, JsonElement root, ISecp256k1 curve)
    {
        var keys = new SigningKeys(curve);
        if (root.TryGetProperty("keys", out var own))
        {
            keys.Add(own);
            return keys;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var beside = new[] { Path.Combine(folder, "keys.json"), Path.Combine(folder, "..", "dime.json") }.First(File.Exists);
        using var document = JsonDocument.Parse(File.ReadAllBytes(beside));
        keys.Add(document.RootElement.GetProperty("keys"));
        return keys;
    }

    internal bool Has(string name) => _keys.ContainsKey(name);

    internal ISigner Signer(string name) => new LocalSigner(_keys[name], curve);

    private void Add(JsonElement array)
    {
        foreach (var element in array.EnumerateArray().Where(element => element.TryGetProperty("privateKeyHex", out _)))
        {
            _keys.Add(element.Text("name"), PrivateKey.Import(element.Hex("privateKeyHex"), curve));
        }
    }
}
