using P8e.Cryptography.Keys;

namespace P8e.ObjectStore.Remote;

/// <summary>What a store is told about a key (object-store 6.4).</summary>
public sealed record RemoteRegistration
{
    /// <summary>The encryption key, which objects name as their reader.</summary>
    public required PublicKey EncryptionKey { get; init; }

    /// <summary>The signing key; stores before 0.7.0 do not register without one, later ones do not look at it (object-store 2.3).</summary>
    public required PublicKey SigningKey { get; init; }

    /// <summary>Where the key is at home; empty, the default, for the store itself.</summary>
    public string Url { get; init; } = "";

    /// <summary>Name of the header that authorises calls for the key; null, the default, for none.</summary>
    public string? AuthHeader { get; init; }

    /// <summary>The header's value; never logged. Null exactly when there is no header.</summary>
    public string? AuthValue { get; init; }
}
