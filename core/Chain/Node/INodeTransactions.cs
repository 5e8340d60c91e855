using P8e.Protocol.Errors;

namespace P8e.Chain.Node;

/// <summary>Hands transactions to a node (<c>BroadcastTx</c>, SYNC). Apart from the queries, because it may be another endpoint.</summary>
public interface INodeTransactions
{
    /// <summary>The chain id of the node that takes transactions.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<string> ReadChainIdAsync(CancellationToken cancellationToken);

    /// <summary>Sends exactly these bytes, once: the adapter must not repeat by itself what it does not know the outcome of.</summary>
    /// <param name="transaction">A signed transaction.</param>
    /// <param name="cancellationToken">Ends the wait; the node may have the transaction all the same.</param>
    /// <returns>What CheckTx said; a code other than 0 is an answer, not an error.</returns>
    /// <exception cref="P8eTransientException">No answer: whether the node has it is unknown.</exception>
    Task<BroadcastReply> BroadcastAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken);
}
