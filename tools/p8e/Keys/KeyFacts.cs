using P8e.Cryptography.Curve;
using P8e.Cryptography.Keys;
using P8e.Protocol.Identifiers;

namespace P8e.Cli.Keys;

/// <summary>What belongs to a public key, in the texts that people and settings use.</summary>
internal sealed record KeyFacts(string PublicKey, string Compressed, string TestNetAddress, string MainNetAddress, string Curve)
{
    internal static KeyFacts Of(PublicKey key)
    {
        var curve = Secp256k1.Default;
        return new KeyFacts(
            KeyText.Write(key),
            key.ToString(),
            AccountAddress.FromBytes(AccountAddress.TestNetPrefix, key.ToAddressBytes()).ToString(),
            AccountAddress.FromBytes(AccountAddress.MainNetPrefix, key.ToAddressBytes()).ToString(),
            $"{curve.Backend} ({curve.Description})");
    }

    /// <summary>For people.</summary>
    internal (string Name, string Text)[] Lines =>
    [
        ("public key", PublicKey), ("compressed", Compressed), ("address (test)", TestNetAddress), ("address (main)", MainNetAddress), ("curve", Curve),
    ];
}
