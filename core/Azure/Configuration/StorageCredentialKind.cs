namespace P8e.Azure.Configuration;

/// <summary>How the program shows the storage account who it is.</summary>
public enum StorageCredentialKind
{
    /// <summary>By a connection string; for the emulator and small set-ups.</summary>
    ConnectionString,

    /// <summary>By a token of the program's identity; the account has no key to lose.</summary>
    Identity,
}
