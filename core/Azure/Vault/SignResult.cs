namespace P8e.Azure.Vault;

/// <summary>What a vault answers to a request to sign.</summary>
/// <param name="KeyId">The version that signed, as the vault says.</param>
/// <param name="Signature">r and s, 32 bytes each, if it is as documented.</param>
internal sealed record SignResult(string KeyId, byte[] Signature);
