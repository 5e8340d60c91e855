using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Functions.Hosting;

namespace P8e.Functions.Affiliates;

/// <summary>Whom this deployment acts for. Section <c>Affiliate</c>.</summary>
internal sealed class AffiliateSettings
{
    internal const string Section = "Affiliate";

    /// <summary>Its name in the names of containers and partitions: 1 to 40 small letters, digits and single inner hyphens; originator by default.</summary>
    public string Name { get; set; } = "originator";

    /// <summary>File of the signing key, made by <c>p8e keys new</c> and readable by its owner only; none by default. Needed where there is a chain.</summary>
    public string? SigningKeyFile { get; set; }

    /// <summary>Signing key of the vault instead of a file: <c>https://VAULT/keys/NAME/VERSION</c>; none by default. The version is pinned: another one is another account.</summary>
    public Uri? SigningKey { get; set; }

    /// <summary>Secret of the vault that holds the encryption key: <c>https://VAULT/secrets/NAME/VERSION</c>; goes with a SigningKey.</summary>
    public Uri? EncryptionKey { get; set; }

    /// <summary>File of the encryption key; the signing key's by default.</summary>
    public string? EncryptionKeyFile { get; set; }

    /// <summary>Folder of the key files of affiliates that are added to this deployment; none by default.</summary>
    public string? KeysFolder { get; set; }

    /// <summary>Whether there are keys at all.</summary>
    internal bool HasKeys => SigningKeyFile is not null || SigningKey is not null;

    internal void Validate()
    {
        SettingFault.Unless(
            SigningKey is null || (SigningKeyFile is null && EncryptionKeyFile is null), $"{Section}__{nameof(SigningKey)}", "stands beside a key file; remove one of them", "https://name.vault.azure.net/keys/lender-1-signing/0123456789abcdef0123456789abcdef");
        SettingFault.Unless((SigningKey is null) == (EncryptionKey is null), $"{Section}__{nameof(EncryptionKey)}", "goes with a SigningKey: the vault signs, but opens nothing", "https://name.vault.azure.net/secrets/lender-1-encryption/0123456789abcdef0123456789abcdef");
        SettingFault.Unless(IsName(Name), $"{Section}__{nameof(Name)}", "is not 1 to 40 small letters, digits and single inner hyphens", "lender-1");
        SettingFault.Unless(
            SigningKeyFile is not null || EncryptionKeyFile is null, $"{Section}__{nameof(SigningKeyFile)}", "is missing, though an encryption key is set", "/keys/originator.key");
    }

    private static bool IsName(string text)
    {
        try
        {
            AffiliateName.Parse(text);
            return true;
        }
        catch (P8eInputException)
        {
            return false;
        }
    }
}
