using System.Diagnostics;

namespace P8e.Chain;

/// <summary>
/// Spans of what becomes of a transaction, source <see cref="SourceName"/>. A row of the outbox keeps the W3C trace parent of whoever added it (<see cref="Submission.OutboxRow.Trace"/>), so that
/// signing, sending and the block belong to the trace of the submission, hours later and in another process. A row without one has no spans.
/// </summary>
public static class ChainTrace
{
    /// <summary>Name of the <see cref="ActivitySource"/>, and of the meter of this room.</summary>
    public const string SourceName = "P8e.Chain";

    /// <summary>Attribute: height of a block.</summary>
    public const string HeightAttribute = "p8e.chain.height";

    /// <summary>Attribute: hash of a transaction, upper-case hex.</summary>
    public const string HashAttribute = "p8e.chain.transaction.hash";

    /// <summary>Attribute: the code of what went wrong.</summary>
    public const string ErrorAttribute = "error.type";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether spans go anywhere.</summary>
    public static bool IsOn => Source.HasListeners();

    /// <summary>The trace parent for a row that is added now, as <c>00-…-…-01</c>; null when nobody listens or nothing is traced.</summary>
    public static string? Current => IsOn && Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>A span under a row's trace parent; null when nobody listens or there is none.</summary>
    /// <param name="name">What is done; one of a few.</param>
    /// <param name="trace">From the row.</param>
    /// <param name="started">When it began; null is now.</param>
    public static Activity? Start(string name, string? trace, DateTimeOffset? started = null) =>
        IsOn && ActivityContext.TryParse(trace, null, isRemote: true, out var parent)
            ? Source.StartActivity(name, ActivityKind.Internal, parent, startTime: started ?? default)
            : null;

    /// <summary>Marks a span as failed: with a code, never with a message.</summary>
    /// <param name="span">Null is nothing.</param>
    /// <param name="code">Stable; null for what did not fail.</param>
    public static void Fail(Activity? span, string? code)
    {
        if (span is not null && code is not null)
        {
            span.SetTag(ErrorAttribute, code).SetStatus(ActivityStatusCode.Error);
        }
    }
}
