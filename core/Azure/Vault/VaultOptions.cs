using P8e.Protocol.Errors;

namespace P8e.Azure.Vault;

/// <summary>The vault that holds the keys and how patient calls to it are. Section <c>Vault</c> of the settings (<c>Vault__Address</c>).</summary>
public sealed class VaultOptions
{
    /// <summary>Address of the vault, https, for example https://name.vault.azure.net; null where no key lies in a vault.</summary>
    public Uri? Address { get; set; }

    /// <summary>Whose tokens are shown to it; <see cref="IdentityKind.ManagedIdentity"/> by default.</summary>
    public IdentityKind Credential { get; set; } = IdentityKind.ManagedIdentity;

    /// <summary>Client id of a user-assigned managed identity, a UUID; null for the system-assigned one.</summary>
    public string? ClientId { get; set; }

    /// <summary>File of a further trusted authority in PEM; for the stand-in at a loopback address (<c>localhost</c>, <c>*.localhost</c>, 127.0.0.1) only.</summary>
    public string? AuthorityFile { get; set; }

    /// <summary>Longest time of one call with its repetitions in seconds, 1 to 300; 30 by default.</summary>
    public int CallSeconds { get; set; } = 30;

    /// <summary>Repetitions after the first try, 0 to 10; 3 by default.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>How long an encryption key stays in memory in seconds, 1 to 86,400; 300 by default. So long a key that was disabled goes on opening.</summary>
    public int SecretCacheSeconds { get; set; } = 300;

    /// <summary>Whether the address is this machine, where a stand-in may listen.</summary>
    internal bool IsLoopback => Address is { } address && IsLoopbackHost(address);

    /// <summary>Whether an address names a key of this vault with its version, as <see cref="VaultKeys"/> takes it; nobody is asked.</summary>
    /// <param name="identifier"><c>https://vault/keys/name/version</c>, or <c>https://vault/secrets/name/version</c>.</param>
    /// <param name="purpose">Which of the two it must be.</param>
    public bool Names(Uri identifier, VaultKeyPurpose purpose)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        return Address is { } vault && VaultIdentifier.IsIdentifier(identifier, vault, purpose == VaultKeyPurpose.Signing ? VaultIdentifier.Keys : VaultIdentifier.Secrets);
    }

    /// <summary>Checks everything.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ConfigurationInvalid"/>: names the setting, its range and an example.</exception>
    public void Validate()
    {
        Check(
            Address is { IsAbsoluteUri: true, Scheme: "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" },
            nameof(Address),
            "is not an https address without path and query",
            "https://name.vault.azure.net");
        Check(Enum.IsDefined(Credential), nameof(Credential), "is ManagedIdentity or AzureCli", nameof(IdentityKind.ManagedIdentity));
        Check(string.IsNullOrEmpty(ClientId) || Guid.TryParseExact(ClientId, "D", out _), nameof(ClientId), "is not a UUID", "00000000-0000-0000-0000-000000000000");
        Check(
            string.IsNullOrEmpty(ClientId) || Credential == IdentityKind.ManagedIdentity,
            nameof(ClientId),
            "stands beside Credential=AzureCli; remove one of them",
            "(empty)");
        Check(
            string.IsNullOrEmpty(AuthorityFile) || IsLoopback,
            nameof(AuthorityFile),
            "is for a vault at a loopback address only; a real vault has a certificate that every system knows",
            "(empty)");
        CheckRange(CallSeconds, 1, 300, nameof(CallSeconds), 30);
        CheckRange(MaxRetries, 0, 10, nameof(MaxRetries), 3);
        CheckRange(SecretCacheSeconds, 1, 86_400, nameof(SecretCacheSeconds), 300);
    }

    // RFC 6761: names below localhost are this machine, whatever a name server says.
    internal static bool IsLoopbackHost(Uri address) => address.IsLoopback || address.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static void CheckRange(int value, int lowest, int highest, string name, int example) =>
        Check(value >= lowest && value <= highest, name, $"is {value}, its range is {lowest} to {highest}", $"{example}");

    private static void Check(bool holds, string name, string what, string example)
    {
        if (!holds)
        {
            throw new P8eInputException(ErrorCodes.ConfigurationInvalid, $"Reading the settings: Vault__{name} {what}. Example: Vault__{name}={example}");
        }
    }
}
