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

    /// <summary>File of the encryption key; the signing key's by default.</summary>
    public string? EncryptionKeyFile { get; set; }

    internal void Validate()
    {
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
