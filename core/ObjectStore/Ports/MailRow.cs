using P8e.ObjectStore.Mail;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>
/// One mail of one reader: a pointer to an object. It is written before its object, so that no object's mail is ever lost; a pointer whose object
/// is not there, or is there with another <see cref="ObjectId"/>, is delivered to nobody.
/// </summary>
public sealed record MailRow
{
    /// <summary>Whose store.</summary>
    public required AffiliateName Affiliate { get; init; }

    /// <summary>The mail's own UUID, which an acknowledgement names.</summary>
    public required Guid MailId { get; init; }

    /// <summary>Who gets it.</summary>
    public required ReaderId Reader { get; init; }

    /// <summary>Key of the object.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>Audience of the object.</summary>
    public required AudienceId Audience { get; init; }

    /// <summary>UUID of the object.</summary>
    public required Guid ObjectId { get; init; }

    /// <summary>What it holds.</summary>
    public required MailType Type { get; init; }

    /// <summary>When it arrived; mail is delivered in this order, and in the order of <see cref="MailId"/> within one moment.</summary>
    public required DateTimeOffset Arrived { get; init; }

    /// <summary>Where it stands.</summary>
    public required MailState State { get; init; }

    /// <summary>Until when one poller has it for itself; null when nobody has.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>How often it was leased to a poller.</summary>
    public int Deliveries { get; init; }

    /// <summary>Why it is dead: a stable error code and a sentence without secrets, at most 1,024 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>When it left the state <see cref="MailState.Open"/>.</summary>
    public DateTimeOffset? Settled { get; init; }

    /// <summary>The storage's tag of this version of the row; null for a row that is not stored yet.</summary>
    public string? Version { get; init; }
}
