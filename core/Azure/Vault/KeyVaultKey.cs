namespace P8e.Azure.Vault;

/// <summary>One version of a key: its public half and its properties.</summary>
internal sealed record KeyVaultKey(KeyProperties Properties, JsonWebKey Key);
