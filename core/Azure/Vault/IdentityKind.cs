namespace P8e.Azure.Vault;

/// <summary>Whose tokens the program shows to the vault, and to a storage account without keys.</summary>
public enum IdentityKind
{
    /// <summary>The identity that Azure gives the program where it runs.</summary>
    ManagedIdentity,

    /// <summary>Whoever signed in with <c>az login</c>; for people at their own machine.</summary>
    AzureCli,
}
