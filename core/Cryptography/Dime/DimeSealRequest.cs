using P8e.Cryptography.Keys;

namespace P8e.Cryptography.Dime;

/// <summary>For whom a container is made.</summary>
public sealed record DimeSealRequest
{
    /// <summary>The owner's encryption key; always the last reader.</summary>
    public required PublicKey Owner { get; init; }

    /// <summary>Further readers in the order in which they are to appear. The owner's key given here appears twice, as the SDK writes it.</summary>
    public IReadOnlyList<PublicKey> Readers { get; init; } = [];

    /// <summary>The key that will sign the content; its PEM becomes the last metadata entry (object-store 5.2).</summary>
    public required PublicKey Signer { get; init; }

    /// <summary>The container's UUID; null draws one.</summary>
    public Guid? ContainerId { get; init; }

    /// <summary>Metadata in order, for example the mail type; names must be distinct.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];
}
