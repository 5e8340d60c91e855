using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Scopes;

/// <summary>Reads scopes of the chain as they stood after a block (<c>provenance.metadata.v1.Query/Scope</c>, provenance-chain 4.5.6, 6.3).</summary>
public interface IScopeQueries
{
    /// <summary>
    /// A scope with its sessions and records. The newest state when the node has pruned the block's, and without sessions and records when the answer would be
    /// too long; the answer says so.
    /// </summary>
    /// <param name="scope">The scope's address.</param>
    /// <param name="height">The block after which it is read, from 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eTransientException">
    /// <see cref="ErrorCodes.ChainNodeUnavailable"/>: no answer, the node has not got that far, or what it says cannot be. Read again later.
    /// </exception>
    Task<ScopeReading> ReadScopeAsync(MetadataAddress scope, long height, CancellationToken cancellationToken);
}
