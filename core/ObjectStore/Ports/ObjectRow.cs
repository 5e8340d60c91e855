using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>One object in the index: everything but a long payload.</summary>
public sealed record ObjectRow
{
    /// <summary>Whose.</summary>
    public required AffiliateName Affiliate { get; init; }

    /// <summary>What it is filed under.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>For whom; with the key it names the object.</summary>
    public required AudienceId Audience { get; init; }

    /// <summary>The distinct readers in ascending order.</summary>
    public required IReadOnlyList<ReaderId> Readers { get; init; }

    /// <summary>UUID that the store gave it.</summary>
    public required Guid ObjectId { get; init; }

    /// <summary>The stored header: mutable, because readers come and go.</summary>
    public required ReadOnlyMemory<byte> Header { get; init; }

    /// <summary>The upload's properties in order.</summary>
    public required IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> Properties { get; init; }

    /// <summary>Length of the plaintext as declared, in bytes.</summary>
    public required long ContentLength { get; init; }

    /// <summary>Length of the payload, in bytes.</summary>
    public required long PayloadLength { get; init; }

    /// <summary>Where a long payload lies; null when the payload is <see cref="InlinePayload"/>.</summary>
    public string? BlobName { get; init; }

    /// <summary>The payload, unless it lies in a blob.</summary>
    public ReadOnlyMemory<byte> InlinePayload { get; init; }

    /// <summary>Whether this deployment sealed it, so that the content has the hash; a stranger's upload is only said to.</summary>
    public bool IsOwn { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Until when it must not be destroyed; null when nobody said so.</summary>
    public DateTimeOffset? RetainUntil { get; init; }

    /// <summary>Whether it must not be destroyed, however long it takes.</summary>
    public bool LegalHold { get; init; }

    /// <summary>The storage's tag of this version of the row; null for a row that is not stored yet.</summary>
    public string? Version { get; init; }
}
