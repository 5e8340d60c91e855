using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>The registered public keys. Adapters retry and translate failures to <see cref="Protocol.Errors.P8eTransientException"/>.</summary>
public interface IPublicKeys
{
    /// <summary>Reads one key's registration.</summary>
    /// <param name="affiliate">Whose store.</param>
    /// <param name="reader">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row with its version, or null when the key is not registered.</returns>
    Task<PublicKeyRow?> FindAsync(AffiliateName affiliate, ReaderId reader, CancellationToken cancellationToken);

    /// <summary>Lists all registrations of an affiliate; a range scan.</summary>
    /// <param name="affiliate">Whose store.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<PublicKeyRow> ListAsync(AffiliateName affiliate, CancellationToken cancellationToken);

    /// <summary>Adds a registration when the row has no version, else replaces the version it names.</summary>
    /// <param name="row">The registration.</param>
    /// <param name="cancellationToken">Ends the wait; it may be there all the same.</param>
    /// <returns>The stored row with its version; null when there is one already, or the one it replaces has changed: read again and decide.</returns>
    Task<PublicKeyRow?> TryWriteAsync(PublicKeyRow row, CancellationToken cancellationToken);
}
