using System.Numerics;
using P8e.Devchain.Accounts;
using P8e.Devchain.Addresses;
using P8e.Devchain.Bank;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Transactions;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Marker accounts: what they are, who may do what with them, and their coins (provenance-chain 2.11).</summary>
internal sealed class MarkerKeeper(Keepers keepers, AccountText addresses)
{
    internal MarkerAccount? Find(string denom) => keepers.Accounts.Find(AddressOf(denom))?.Marker;

    internal AccountAddress AddressOf(string denom) => AccountAddress.ForMarker(addresses.Prefix, denom);

    /// <summary>The marker, or the node's error for an unknown denomination.</summary>
    internal MarkerAccount Get(string denom) => Find(denom) ?? throw SdkError.InvalidRequest.Wrap(
        $"marker not found for {denom}: marker {denom} not found for address: {AddressOf(denom)}");

    internal void Save(MarkerAccount marker) => keepers.Accounts.Save(new ChainAccount(marker));

    internal static bool Allows(MarkerAccount marker, string address, Access access) =>
        marker.AccessControl.Any(grant => grant.Address == address && grant.Permissions.Contains(access));

    /// <summary>What the node says when an account lacks an access.</summary>
    internal static string Lacks(MarkerAccount marker, string address, Access access) =>
        $"{address} does not have {GoText.EnumName(AccessgrantReflection.Descriptor, access)} on {marker.Denom} marker ({marker.BaseAccount.Address})";

    internal static void Require(MarkerAccount marker, string address, Access access)
    {
        if (!Allows(marker, address, access))
        {
            throw SdkError.InvalidRequest.Wrap(Lacks(marker, address, access));
        }
    }

    /// <summary>Makes coins of an active marker; they begin in the marker's own account.</summary>
    internal void Mint(MarkerAccount marker, BigInteger amount)
    {
        var coins = CoinSet.Of(new CoinAmount(marker.Denom, amount));
        if (!coins.IsEmpty)
        {
            var module = Module();
            keepers.Bank.Mint(module, coins);
            keepers.Bank.Move(module, AddressOf(marker.Denom), coins);
        }
    }

    /// <summary>Destroys coins that the marker's own account holds.</summary>
    internal void Burn(MarkerAccount marker, BigInteger amount)
    {
        var coins = CoinSet.Of(new CoinAmount(marker.Denom, amount));
        if (!coins.IsEmpty)
        {
            var module = Module();
            keepers.Bank.Move(AddressOf(marker.Denom), module, coins);
            keepers.Bank.Burn(module, coins);
        }
    }

    private AccountAddress Module() => keepers.Accounts.Module(ModuleNames.Marker, "burner", "minter");
}
