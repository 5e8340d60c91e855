using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>What stays of an object that was destroyed on purpose: no header, no wrapped key, no payload.</summary>
public sealed record ObjectTombstone
{
    /// <summary>Whose.</summary>
    public required AffiliateName Affiliate { get; init; }

    /// <summary>What it was filed under.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>For whom it was.</summary>
    public required AudienceId Audience { get; init; }

    /// <summary>The distinct readers it had, in ascending order.</summary>
    public required IReadOnlyList<ReaderId> Readers { get; init; }

    /// <summary>UUID that the store gave it.</summary>
    public required Guid ObjectId { get; init; }

    /// <summary>Length of the plaintext as declared, in bytes.</summary>
    public required long ContentLength { get; init; }

    /// <summary>Length of the payload, in bytes.</summary>
    public required long PayloadLength { get; init; }

    /// <summary>The blob that held a long payload, so that a repeat can delete what a crash left; null when it was in the row.</summary>
    public string? BlobName { get; init; }

    /// <summary>When it had been stored.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was destroyed.</summary>
    public required DateTimeOffset Shredded { get; init; }

    /// <summary>Who had it destroyed.</summary>
    public required string ShreddedBy { get; init; }

    /// <summary>The storage's tag of this version; null for one that is not stored yet.</summary>
    public string? Version { get; init; }
}
