using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;

namespace P8e.ObjectStore.Sealing;

/// <summary>For whom, by whom and under which hash a content is sealed.</summary>
public sealed record SealRequest
{
    /// <summary>The owner's encryption key; the owner is always a reader.</summary>
    public required PublicKey Owner { get; init; }

    /// <summary>Signs the content.</summary>
    public required ISigner Signer { get; init; }

    /// <summary>Further readers, in the order in which the container is to name them. The owner and repeats are left out.</summary>
    public IReadOnlyList<PublicKey> Readers { get; init; } = [];

    /// <summary>Under which hash the object is filed.</summary>
    public ContentHashKind Hash { get; init; }

    /// <summary>Metadata of the container in order, for example the mail type.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>Length of a content that comes from a stream which does not know it, in bytes, where the caller does; a partner's store must be told it before the content.</summary>
    public long? ContentLength { get; init; }
}
