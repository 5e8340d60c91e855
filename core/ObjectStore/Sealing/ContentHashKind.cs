namespace P8e.ObjectStore.Sealing;

/// <summary>Under which hash of its content an object is filed (object-store 7.3).</summary>
public enum ContentHashKind
{
    /// <summary>SHA-256, 32 bytes: records, packages, mail.</summary>
    Sha256,

    /// <summary>First half of SHA-256, 16 bytes: contract specifications.</summary>
    Sha256Short,

    /// <summary>SHA-512, 64 bytes: the older platform.</summary>
    Sha512,
}
