using P8e.Azure.Vault;

namespace P8e.Cli.Keys;

/// <summary>What must follow a rotation; nothing of it happens by itself.</summary>
internal static class RotationAdvice
{
    /// <summary>For people and, as a list, for programs.</summary>
    /// <param name="purpose">What the key is for.</param>
    /// <param name="oldKey">How <c>p8e object rotate --from</c> names the old key.</param>
    /// <param name="newKey">The new public key's text.</param>
    internal static string[] For(VaultKeyPurpose purpose, string oldKey, string newKey) => purpose == VaultKeyPurpose.Signing
        ?
        [
            "This is another key and so another address on the chain. What the old address owns and was granted stays with the old address.",
            "Fund the new address. With the old key, move the ownership and value ownership of scopes to it, and repeat the grants given to the old address.",
            "Tell partners the new public key, and only then name the new key in the program's settings and start it again.",
            "Keep the old key until nothing is owned by its address any more.",
        ]
        :
        [
            $"Wrap what the old key reads for the new one: p8e object rotate --from {oldKey} --to {newKey}",
            "Tell partners the new public key: they go on sealing for the old one until then.",
            "Then name the new key in the program's settings, start it again, and wrap once more what arrived meanwhile.",
            "Keep the old key until a run of 'p8e object rotate' finds nothing more.",
        ];
}
