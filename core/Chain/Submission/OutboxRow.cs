using P8e.Chain.Transactions;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Submission;

/// <summary>Messages that are to go to the chain in one transaction of one account, and what has become of them.</summary>
public sealed record OutboxRow
{
    /// <summary>Longest <see cref="Id"/>, in characters.</summary>
    public const int IdLengthMaximum = 128;

    /// <summary>The signing account.</summary>
    public required AccountAddress Account { get; init; }

    /// <summary>The caller's name for it, the same when the caller repeats itself; 1 to 128 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The chain it is meant for.</summary>
    public required string ChainId { get; init; }

    /// <summary>Messages and memo; the timeout height is the writer's to choose.</summary>
    public required TransactionContent Content { get; init; }

    /// <summary>When it was added; rows are taken in this order, then by id.</summary>
    public required DateTimeOffset Added { get; init; }

    /// <summary>How far it is.</summary>
    public OutboxState State { get; init; }

    /// <summary>The signed transaction; null until the first signature, then the newest.</summary>
    public SignedAttempt? Attempt { get; init; }

    /// <summary>The final word; null until there is one.</summary>
    public OutboxOutcome? Outcome { get; init; }

    /// <summary>W3C trace parent of whoever added it; null when that was not traced, or the row is older than traces.</summary>
    public string? Trace { get; init; }

    /// <summary>The storage's tag of this version of the row; null for a row that is not stored yet.</summary>
    public string? Version { get; init; }

    /// <summary>Whether something is still to be done for it.</summary>
    public bool IsOpen => State is OutboxState.Pending or OutboxState.Waiting;
}
