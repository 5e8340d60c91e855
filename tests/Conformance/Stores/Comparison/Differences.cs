namespace P8e.Conformance.Stores.Comparison;

/// <summary>Every difference that is meant.</summary>
internal static class Differences
{
    private const int InvalidArgument = 3;
    private const int DeadlineExceeded = 4;
    private const int Cancelled = 1;

    internal static IReadOnlyList<Difference> All { get; } =
    [
        new(
            "3.3", "a cut container crashes the handler: RST_STREAM CANCEL without a status", "INVALID_ARGUMENT DimeError(…)", "callers cannot tell a crash from their own cancelling (12.1)",
            facts => facts.Recorded.IsCrash && facts.OursBegins(InvalidArgument, "DimeError(")),
        new(
            "2.4", "an expired deadline: CANCELLED \"Timeout expired\"", "DEADLINE_EXCEEDED", "gRPC's own status for it",
            facts => facts.Theirs(Cancelled, "Timeout expired") && facts.Ours(DeadlineExceeded, "Deadline Exceeded")),
    ];
}
