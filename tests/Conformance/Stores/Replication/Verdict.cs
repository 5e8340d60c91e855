using P8e.Conformance.Stores.Comparison;

namespace P8e.Conformance.Stores.Replication;

/// <summary>What of a case is neither recorded nor meant.</summary>
internal sealed class Verdict(Tally tally)
{
    internal List<string> Failures { get; } = [];

    /// <summary>A difference that is declared is counted when ours is exactly that; any other is a failure.</summary>
    internal void Settle(string what, bool isSame, Difference? meant, bool isDeclared, string text)
    {
        if (!isSame && meant is not null && isDeclared)
        {
            tally.Count(meant);
        }
        else if (!isSame)
        {
            Failures.Add($"{what}: {text}");
        }
    }

    /// <summary>What has no declared difference.</summary>
    internal void Settle(string what, bool isSame, string text) => Settle(what, isSame, null, false, text);

    internal void ThrowFailures()
    {
        if (Failures.Count > 0)
        {
            throw new MismatchException(string.Join(" || ", Failures.Take(3)));
        }
    }
}
