using P8e.Protocol.Errors;

namespace P8e.Chain.Following;

/// <summary>Where followers keep how far they are. Adapters retry and translate failures to <see cref="P8eTransientException"/>.</summary>
public interface ICursorStore
{
    /// <summary>Reads a cursor; null when there is none yet.</summary>
    /// <param name="name">The follower's name: 1 to 64 small letters, digits and hyphens.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<FollowCursor?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Moves a cursor if nobody else has since it was read, or makes it when the version is null and there is none.</summary>
    /// <param name="name">The follower's name.</param>
    /// <param name="cursor">The new place, with the version of the old one.</param>
    /// <param name="cancellationToken">Ends the wait; the cursor may be moved all the same.</param>
    /// <returns>The cursor with its new version; null when nothing was changed, or when it was and the first answer was lost: read again.</returns>
    Task<FollowCursor?> TryMoveAsync(string name, FollowCursor cursor, CancellationToken cancellationToken);
}
