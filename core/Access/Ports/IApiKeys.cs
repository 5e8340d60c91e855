using P8e.Access.Keys;
using P8e.Protocol.Errors;

namespace P8e.Access.Ports;

/// <summary>The API keys of a deployment. Thread-safe; throws <see cref="P8eTransientException"/> when the storage is out of reach.</summary>
public interface IApiKeys
{
    /// <summary>Most keys of a page.</summary>
    const int PageItemsMaximum = 200;

    /// <summary>Adds a key. One storage call, two when there is one with this id.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when there is another one with this id, which stays as it is.</returns>
    Task<bool> TryAddAsync(ApiKey key, CancellationToken cancellationToken);

    /// <summary>Finds a key, be it revoked or expired. One storage call.</summary>
    /// <param name="id">16 small hexadecimal digits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>A page of the list in the order of ids. One storage call.</summary>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="most">Most items, 1 to <see cref="PageItemsMaximum"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ApiKeyPage> ListAsync(string? after, int most, CancellationToken cancellationToken);

    /// <summary>Revokes a key; one that is revoked stays as it is. Two storage calls.</summary>
    /// <param name="id">Which.</param>
    /// <param name="at">When.</param>
    /// <param name="by">Id of the caller.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The key as it is now; null when there is none.</returns>
    Task<ApiKey?> RevokeAsync(string id, DateTimeOffset at, string by, CancellationToken cancellationToken);
}
