namespace P8e.ObjectStore.Keys;

/// <summary>Where a public key is at home (object-store 6.4).</summary>
public enum KeyHome
{
    /// <summary>Not registered.</summary>
    Unknown,

    /// <summary>In this store.</summary>
    Local,

    /// <summary>In a peer's store.</summary>
    Remote,
}
