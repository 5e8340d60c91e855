using P8e.Access.Affiliates;
using P8e.Protocol.Identifiers;

namespace P8e.Access.Ports;

/// <summary>The affiliates of a deployment besides its own.</summary>
public interface IAffiliateRegistry
{
    /// <summary>Most affiliates of a deployment, removed ones included.</summary>
    const int EntriesMaximum = 1000;

    /// <summary>Adds an affiliate if neither its name nor one of its keys was ever another's.</summary>
    /// <param name="entry">The affiliate.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8e.Protocol.Errors.P8eTransientException">The storage is out of reach.</exception>
    Task<AffiliateAddition> AddAsync(AffiliateEntry entry, CancellationToken cancellationToken);

    /// <summary>All of them, removed ones too, by name.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8e.Protocol.Errors.P8eTransientException">The storage is out of reach.</exception>
    Task<IReadOnlyList<AffiliateEntry>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Marks an affiliate as removed, or as served again.</summary>
    /// <param name="affiliate">Which.</param>
    /// <param name="removed">When it was removed, UTC; null brings it back.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when there is none of this name.</returns>
    /// <exception cref="P8e.Protocol.Errors.P8eTransientException">The storage is out of reach.</exception>
    Task<bool> TryMarkAsync(AffiliateName affiliate, DateTimeOffset? removed, CancellationToken cancellationToken);
}
