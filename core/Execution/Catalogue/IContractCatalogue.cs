using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Catalogue;

/// <summary>The contracts that an affiliate has published (design 8). Thread-safe; every method throws <see cref="P8eTransientException"/> when the storage is out of reach.</summary>
public interface IContractCatalogue
{
    /// <summary>
    /// Adds a contract and makes it the latest of its class name, unless a later published one is. Safe to repeat: a specification that is there stays as it is.
    /// </summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task AddAsync(AffiliateName affiliate, PublishedContract contract, CancellationToken cancellationToken);

    /// <summary>The latest published contract of a class name; null when there is none.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="className">Wire name of the class; any text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<PublishedContract?> FindLatestAsync(AffiliateName affiliate, string className, CancellationToken cancellationToken);

    /// <summary>The contract of exactly this specification; null when there is none.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="specification">16 bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<PublishedContract?> FindAsync(AffiliateName affiliate, ObjectHash specification, CancellationToken cancellationToken);

    /// <summary>The latest published contract that was published with a package: records and sessions on the chain name packages by hash.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="package">SHA-256 of a contract assembly or of a record assembly.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when there is none.</returns>
    Task<PublishedContract?> FindByPackageAsync(AffiliateName affiliate, ObjectHash package, CancellationToken cancellationToken);

    /// <summary>Every contract, by class name, latest first within a name.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<PublishedContract> ListAsync(AffiliateName affiliate, CancellationToken cancellationToken);
}
