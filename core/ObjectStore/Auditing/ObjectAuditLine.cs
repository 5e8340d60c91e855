using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Auditing;

/// <summary>One act on one object. It never holds a secret: keys appear as reader ids.</summary>
public sealed record ObjectAuditLine
{
    /// <summary><see cref="Outcome"/> of an act that changed something.</summary>
    public const string Done = "done";

    /// <summary><see cref="Outcome"/> of an act that found everything as it should be, also because an earlier try had done it.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>Longest <see cref="Actor"/>, in characters.</summary>
    public const int ActorCharsMax = 256;

    /// <summary>Longest <see cref="Details"/>, in characters.</summary>
    public const int DetailsCharsMax = 1024;

    /// <summary>The line's own UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose object.</summary>
    public required AffiliateName Affiliate { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it, as the program knows its callers; 1 to 256 characters.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done.</summary>
    public required ObjectAct Act { get; init; }

    /// <summary>Key of the object.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>UUID of the object; null when none was found.</summary>
    public Guid? ObjectId { get; init; }

    /// <summary><see cref="Done"/>, <see cref="Unchanged"/>, or the code of <see cref="ErrorCodes"/> with which it was refused.</summary>
    public required string Outcome { get; init; }

    /// <summary>What else there is to know: readers that came and went, a time; at most 1,024 characters, may be empty.</summary>
    public required string Details { get; init; }
}
