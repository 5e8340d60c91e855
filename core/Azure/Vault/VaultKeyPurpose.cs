namespace P8e.Azure.Vault;

/// <summary>What a key in the vault is for, and so how it lies there.</summary>
public enum VaultKeyPurpose
{
    /// <summary>A key that never leaves.</summary>
    Signing,

    /// <summary>A secret that the program reads.</summary>
    Encryption,
}
