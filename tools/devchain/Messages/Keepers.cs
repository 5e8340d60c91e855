using P8e.Devchain.Accounts;
using P8e.Devchain.Attributes;
using P8e.Devchain.Authz;
using P8e.Devchain.Bank;
using P8e.Devchain.Events;
using P8e.Devchain.Markers;
using P8e.Devchain.Metadata;
using P8e.Devchain.Names;
using P8e.Devchain.Transactions;

namespace P8e.Devchain.Messages;

/// <summary>The keepers over one state, writing into one list of events.</summary>
internal sealed class Keepers
{
    internal Keepers(TxContext tx, EventLog events)
    {
        Accounts = new AccountKeeper(tx.State, tx.Settings.Addresses);
        Bank = new BankKeeper(tx.State, Accounts, tx.Settings.Addresses, events)
        {
            Rule = new MarkerSendRule(Accounts, tx.Settings.Addresses.Prefix),
        };
        Authz = new AuthzKeeper(tx.State, events, tx.Time);
        Metadata = new MetadataKeeper(tx.State);
        Names = new NameKeeper(tx.State);
        Attributes = new AttributeKeeper(tx.State);
    }

    internal AccountKeeper Accounts { get; }

    internal BankKeeper Bank { get; }

    internal AuthzKeeper Authz { get; }

    internal MetadataKeeper Metadata { get; }

    internal NameKeeper Names { get; }

    internal AttributeKeeper Attributes { get; }
}
