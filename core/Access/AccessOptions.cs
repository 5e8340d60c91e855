using P8e.Protocol.Errors;

namespace P8e.Access;

/// <summary>Who may call and how often. Section <c>Access</c> of the settings (<c>Access__Mode</c>).</summary>
public sealed class AccessOptions
{
    private const string AuthorityExample = "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0";

    /// <summary><see cref="AccessMode.Keys"/> by default.</summary>
    public AccessMode Mode { get; set; } = AccessMode.Keys;

    /// <summary>Issuer of the tokens: <c>https://HOST/TENANT-UUID/v2.0</c>, one tenant; null when no tokens are taken.</summary>
    public Uri? TokenAuthority { get; set; }

    /// <summary>For whom tokens must be: the application id of this deployment's registration; 1 to 256 characters, null when no tokens are taken.</summary>
    public string? TokenAudience { get; set; }

    /// <summary>Calls of one caller in a minute, also the most at once; 1 to 100,000, 600 by default.</summary>
    public int CallsPerMinute { get; set; } = 600;

    /// <summary>Calls from one address in a minute that may fail for want of a good credential, also the most at once; 1 to 10,000, 30 by default.</summary>
    public int FailuresPerMinute { get; set; } = 30;

    /// <summary>File with the SHA-256 of one key that may do everything, so that the first keys can be made; null for none. Empty it when they are made.</summary>
    public string? BootstrapKeyFile { get; set; }

    /// <summary>The same hash itself, 64 hexadecimal digits, where there is no place for a file; null for none. It is no secret.</summary>
    public string? BootstrapKeyHash { get; set; }

    /// <summary>Whether tokens are taken beside keys.</summary>
    public bool TakesTokens => TokenAuthority is not null;

    /// <summary>Checks everything but the file.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ConfigurationInvalid"/>: names the setting, its range and an example.</exception>
    public void Validate()
    {
        Check(Enum.IsDefined(Mode), nameof(Mode), "is Keys or Loopback", nameof(AccessMode.Keys));
        Check(TokenAuthority is null || IsAuthority(TokenAuthority), nameof(TokenAuthority), "is not https://HOST/TENANT-UUID/v2.0", AuthorityExample);
        Check(TokenAuthority is null == string.IsNullOrEmpty(TokenAudience), nameof(TokenAudience), "and Access__TokenAuthority go together: set both or none", "00000000-0000-0000-0000-000000000000");
        Check(TokenAudience is null or { Length: <= 256 }, nameof(TokenAudience), "has more than 256 characters", "00000000-0000-0000-0000-000000000000");
        Check(BootstrapKeyHash is null || BootstrapKeyFile is null, nameof(BootstrapKeyHash), "stands beside Access__BootstrapKeyFile; remove one of them", "(empty)");
        Check(
            string.IsNullOrEmpty(BootstrapKeyHash) || (BootstrapKeyHash.Length == 64 && BootstrapKeyHash.All(char.IsAsciiHexDigit)),
            nameof(BootstrapKeyHash), "is not 64 hexadecimal digits; a key itself does not belong there", "(what 'p8e access bootstrap' prints)");
        CheckRange(CallsPerMinute, 100_000, nameof(CallsPerMinute), 600);
        CheckRange(FailuresPerMinute, 10_000, nameof(FailuresPerMinute), 30);
    }

    /// <summary>Authorities for several tenants (<c>common</c>, <c>organizations</c>) have no tenant of their own, so anybody's would do.</summary>
    private static bool IsAuthority(Uri uri) =>
        uri is { IsAbsoluteUri: true, Scheme: "https", Query: "", Fragment: "", UserInfo: "" }
        && uri.AbsolutePath.Split('/') is ["", var tenant, "v2.0"] && Guid.TryParseExact(tenant, "D", out _);

    private static void CheckRange(int value, int highest, string name, int example) =>
        Check(value >= 1 && value <= highest, name, $"is {value}, its range is 1 to {highest}", $"{example}");

    private static void Check(bool holds, string name, string what, string example)
    {
        if (!holds)
        {
            throw new P8eInputException(ErrorCodes.ConfigurationInvalid, $"Reading the settings: Access__{name} {what}. Example: Access__{name}={example}");
        }
    }
}
