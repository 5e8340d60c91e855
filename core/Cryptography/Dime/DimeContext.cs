namespace P8e.Cryptography.Dime;

/// <summary>Why somebody is in an audience (object-store 2.2). The numbers are those on the wire.</summary>
public enum DimeContext
{
    /// <summary>Not set.</summary>
    Unknown = 0,

    /// <summary>The owner, who wrote the object.</summary>
    Submission = 1,

    /// <summary>Only in the older in-protobuf form.</summary>
    Processing = 2,

    /// <summary>A further reader.</summary>
    Retrieval = 3,

    /// <summary>Not written by any known program.</summary>
    Transfer = 4,
}
