namespace P8e.Chain.Following;

/// <summary>What happened to something on the chain.</summary>
public enum EntityChange
{
    /// <summary>It was not there before.</summary>
    Created,

    /// <summary>It was written again, perhaps with the same content.</summary>
    Updated,

    /// <summary>It is gone.</summary>
    Deleted,
}
