using P8e.Devchain.Events;
using P8e.Devchain.Transactions;

namespace P8e.Devchain.Messages;

/// <summary>What a message is carried out with: the state of its transaction and events of its own.</summary>
internal sealed class MessageContext
{
    internal MessageContext(TxContext tx, EventLog events)
    {
        Tx = tx;
        Events = events;
        Keepers = new Keepers(tx, events);
    }

    internal TxContext Tx { get; }

    internal EventLog Events { get; }

    internal Keepers Keepers { get; }
}
