using P8e.Devchain.Addresses;

namespace P8e.Devchain.Metadata.Rules;

/// <summary>Rules of the lists of addresses that the data access messages carry (provenance-chain 3.3).</summary>
internal static class DataAccessRules
{
    /// <summary>Null, or the node's words.</summary>
    internal static string? Fault(IReadOnlyCollection<string> dataAccess, AccountText accounts) =>
        dataAccess.Count == 0
            ? "at least one data access address is required"
            : dataAccess.FirstOrDefault(address => accounts.Fault(address) is not null).After("data access address is invalid: ");
}
