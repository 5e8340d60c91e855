using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>Where long payloads lie. Names are unique; what lies under a name never changes. Adapters retry and translate failures to <see cref="P8eTransientException"/>.</summary>
public interface IObjectBlobs
{
    /// <summary>Starts a blob that becomes visible only when it is committed.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="name">A fresh name: 1 to 200 characters of a-z, 0-9, hyphen and slash.</param>
    /// <exception cref="ArgumentException">The name is not such a name.</exception>
    IBlobUpload StartUpload(AffiliateName affiliate, string name);

    /// <summary>Opens a blob from its first byte.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A stream that the caller disposes, or null when there is no such blob.</returns>
    Task<Stream?> OpenReadAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken);

    /// <summary>Gives the length of a blob, in bytes, or null when there is no such blob.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<long?> GetLengthAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken);

    /// <summary>Deletes a blob; one that is not there is as good as deleted.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task DeleteAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken);

    /// <summary>Lists the committed blobs of an affiliate.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<BlobEntry> ListAsync(AffiliateName affiliate, CancellationToken cancellationToken);
}
