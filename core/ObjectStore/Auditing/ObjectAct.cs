namespace P8e.ObjectStore.Auditing;

/// <summary>What can be done to a stored object. The numbers are stored.</summary>
public enum ObjectAct
{
    /// <summary>Its readers were changed.</summary>
    Share = 1,

    /// <summary>A time was set before which it must not be destroyed.</summary>
    Retain = 2,

    /// <summary>It was put on legal hold.</summary>
    Hold = 3,

    /// <summary>The legal hold was lifted.</summary>
    Release = 4,

    /// <summary>It was destroyed for good.</summary>
    Shred = 5,

    /// <summary>What was destroyed may be stored again.</summary>
    Readmit = 6,

    /// <summary>It was wrapped for a new encryption key in place of an old one.</summary>
    RotateKey = 7,

    /// <summary>A public key was registered; the line's key is that public key.</summary>
    RegisterKey = 8,
}
