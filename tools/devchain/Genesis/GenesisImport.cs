using P8e.Devchain.Accounts;
using P8e.Devchain.Addresses;
using P8e.Devchain.Bank;
using P8e.Devchain.Blocks;
using P8e.Devchain.Events;
using P8e.Devchain.Messages;
using P8e.Devchain.Names;
using P8e.Devchain.Storage;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Genesis;

/// <summary>Makes the settings and the first state of a chain.</summary>
internal static class GenesisImport
{
    internal static ChainSettings Settings(GenesisDocument genesis, bool faithfulSmartContracts) => new(
        genesis.ChainId, new AccountText(Prefix(genesis)), genesis.Limits, genesis.Fees, new MessageRegistry(), faithfulSmartContracts);

    /// <summary>Accounts by position, then the modules' accounts, then balances (provenance-chain 7.3).</summary>
    internal static StateVersion State(GenesisDocument genesis, ChainSettings settings)
    {
        var state = new StateStore(StateVersion.Empty);
        var accounts = new AccountKeeper(state, settings.Addresses);
        foreach (var account in genesis.Accounts)
        {
            accounts.Add(account);
        }

        foreach (var (name, permissions) in ModuleNames.AtGenesis)
        {
            accounts.Module(name, permissions);
        }

        var bank = new BankKeeper(state, accounts, settings.Addresses, new EventLog());
        foreach (var (address, coins) in genesis.Balances)
        {
            bank.Endow(settings.Addresses.Parse(address), coins);
        }

        var names = new NameKeeper(state);
        foreach (var name in genesis.Names)
        {
            names.Save(name);
        }

        return state.Checkpoint();
    }

    // A genesis file nowhere says which network it is for; its accounts do.
    private static string Prefix(GenesisDocument genesis)
    {
        var first = genesis.Accounts.Select(account => new ChainAccount(account).Base.Address).FirstOrDefault();
        return AccountAddress.TryParse(first, out var address)
            ? address.Prefix
            : throw new P8eInputException(ErrorCodes.ConfigurationInvalid, "Reading the genesis file: it lists no account with a valid address. Add one.");
    }
}
