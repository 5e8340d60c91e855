namespace P8e.ObjectStore.Ports;

/// <summary>What every adapter of <see cref="IObjectIndex"/> asks of its callers.</summary>
public static class ObjectRules
{
    /// <summary>Refuses what is no change of an audience.</summary>
    /// <param name="old">The row as it was read.</param>
    /// <param name="row">The row as it shall be.</param>
    /// <exception cref="ArgumentException">The old row has no version, or the new one is not of its key, or has its audience.</exception>
    public static void CheckMove(ObjectRow old, ObjectRow row)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentException.ThrowIfNullOrEmpty(old.Version, nameof(old));
        if (old.Affiliate != row.Affiliate || !old.Key.Equals(row.Key) || old.Audience == row.Audience)
        {
            throw new ArgumentException("An object keeps affiliate and key when it gets another audience.", nameof(row));
        }
    }

    /// <summary>Refuses a tombstone that is not the object's.</summary>
    /// <param name="row">The row as it was read.</param>
    /// <param name="tombstone">What stays.</param>
    /// <exception cref="ArgumentException">The row has no version, or the tombstone is another object's.</exception>
    public static void CheckShred(ObjectRow row, ObjectTombstone tombstone)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(tombstone);
        ArgumentException.ThrowIfNullOrEmpty(row.Version, nameof(row));
        if (row.Affiliate != tombstone.Affiliate || !row.Key.Equals(tombstone.Key) || row.Audience != tombstone.Audience || row.ObjectId != tombstone.ObjectId)
        {
            throw new ArgumentException("A tombstone takes the place of its own object.", nameof(tombstone));
        }
    }
}
