using P8e.Devchain.Errors;

namespace P8e.Devchain.Authz;

/// <summary>The registered errors of the authz module.</summary>
internal static class AuthzError
{
    private const string Codespace = "authz";

    internal static readonly SdkError NotFound = new(Codespace, 2, "authorization not found");
    internal static readonly SdkError InvalidExpiration = new(Codespace, 3, "expiration time of authorization should be more than current time");
    internal static readonly SdkError GranteeIsGranter = new(Codespace, 7, "grantee and granter should be different");
    internal static readonly SdkError OneSignerOnly = new(Codespace, 9, "authorization can be given to msg with only one signer");
}
