using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>
/// One object that waits to be sent to the home of one of its readers. Like a mail it is written before its object; a pointer whose object is not
/// there, or is there with another <see cref="ObjectId"/>, is not sent.
/// </summary>
public sealed record ReplicationRow
{
    /// <summary>Whose store.</summary>
    public required AffiliateName Affiliate { get; init; }

    /// <summary>The reader to whose home it goes.</summary>
    public required ReaderId Reader { get; init; }

    /// <summary>Key of the object.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>Audience of the object.</summary>
    public required AudienceId Audience { get; init; }

    /// <summary>UUID of the object; with the reader it names the row.</summary>
    public required Guid ObjectId { get; init; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset Queued { get; init; }

    /// <summary>Not to be sent before this time.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>How often sending failed.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last attempt failed: a stable error code and a sentence without secrets, at most 1,024 characters.</summary>
    public string? LastError { get; init; }
}
