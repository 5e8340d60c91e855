using System.Text.RegularExpressions;
using P8e.Protocol.Errors;

namespace P8e.Azure.Vault;

/// <summary>Names one version of a key or secret: <c>https://vault/keys/name/version</c>.</summary>
internal sealed partial record VaultIdentifier(Uri Vault, string Collection, string Name, string Version)
{
    internal const string Keys = "keys";
    internal const string Secrets = "secrets";

    /// <summary>The identifier as it is configured and shown.</summary>
    internal Uri Uri => new(Vault, $"/{Collection}/{Name}/{Version}");

    /// <summary>Reads an identifier that has a version.</summary>
    /// <param name="identifier">As configured.</param>
    /// <param name="vault">The configured vault: keys of another are not asked for.</param>
    /// <param name="collection">What is wanted.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.VaultIdentifierInvalid"/>.</exception>
    internal static VaultIdentifier Parse(Uri identifier, Uri vault, string collection)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        var example = $"Example: {new Uri(vault, $"/{collection}/name/0123456789abcdef0123456789abcdef")}; 'p8e keys show' prints it.";
        if (!IsPlain(identifier))
        {
            throw Invalid("a key identifier", $"it is not an https address without query. {example}");
        }

        if (!IsOf(identifier, vault))
        {
            throw Invalid($"'{identifier}'", $"it is not of the configured vault {vault}. Correct it, or Vault__Address.");
        }

        if (TryParse(identifier, vault) is not { } parsed || parsed.Collection != collection)
        {
            throw Invalid($"'{identifier}'", $"it names none of the vault's {collection}. {example}");
        }

        return parsed.Version.Length > 0
            ? parsed
            : throw Invalid($"'{identifier}'", $"it has no version. A version is pinned because another one is another key. {example}");
    }

    /// <summary>Whether <see cref="Parse"/> takes it.</summary>
    internal static bool IsIdentifier(Uri identifier, Uri vault, string collection) =>
        IsPlain(identifier) && TryParse(identifier, vault) is { Version.Length: > 0 } parsed && parsed.Collection == collection;

    /// <summary>Reads what a vault answers; the version may be missing, then it is empty.</summary>
    internal static VaultIdentifier? TryParse(Uri identifier, Uri vault)
    {
        if (!identifier.IsAbsoluteUri || !IsOf(identifier, vault))
        {
            return null;
        }

        var parts = identifier.AbsolutePath.Trim('/').Split('/');
        return parts.Length is 2 or 3 && parts[0] is Keys or Secrets && IsName(parts[1]) && (parts.Length == 2 || VersionForm().IsMatch(parts[2]))
            ? new VaultIdentifier(vault, parts[0], parts[1], parts.Length == 3 ? parts[2] : "")
            : null;
    }

    /// <summary>Checks a name before it becomes part of a path.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.VaultIdentifierInvalid"/>.</exception>
    internal static string CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsName(name) ? name : throw Invalid("a key's name", "it is not 1 to 127 letters, digits and hyphens. Example: originator-signing");
    }

    /// <summary>Checks a version before it becomes part of a path.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.VaultIdentifierInvalid"/>.</exception>
    internal static string CheckVersion(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return VersionForm().IsMatch(version) ? version : throw Invalid("a key's version", "it is not 32 hexadecimal digits; 'p8e keys list' prints it.");
    }

    internal static bool IsOf(Uri address, Uri vault) =>
        address.Scheme == vault.Scheme && address.Port == vault.Port && address.IdnHost.Equals(vault.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool IsPlain(Uri identifier) =>
        identifier.IsAbsoluteUri && identifier.Scheme == Uri.UriSchemeHttps && identifier.UserInfo.Length + identifier.Query.Length + identifier.Fragment.Length == 0;

    private static bool IsName(string text) => NameForm().IsMatch(text);

    [GeneratedRegex(@"\A[0-9a-zA-Z-]{1,127}\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex VersionForm();

    private static P8eInputException Invalid(string what, string why) => new(ErrorCodes.VaultIdentifierInvalid, $"Reading {what}: {why}");
}
