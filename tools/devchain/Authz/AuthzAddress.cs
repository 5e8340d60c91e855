using P8e.Devchain.Addresses;
using P8e.Devchain.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Authz;

/// <summary>Reads the addresses of authz messages, which are checked in the block.</summary>
internal static class AuthzAddress
{
    internal static AccountAddress Read(string text, string which, AccountText addresses)
    {
        try
        {
            return addresses.ParseSigner(text);
        }
        catch (ChainException fault)
        {
            throw SdkError.InvalidAddress.Wrap($"invalid {which} address: {fault.Message}");
        }
    }
}
