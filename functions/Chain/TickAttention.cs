namespace P8e.Functions.Chain;

/// <summary>
/// Whether a tick of the chain's timer stays for rows that are still open. Under the host ticks come seldom, and an envelope shall not wait for the next one; but every second of a tick is paid for, so
/// what has not moved for <see cref="Span"/> is looked at once a tick only.
/// </summary>
internal sealed class TickAttention
{
    internal static readonly TimeSpan Span = TimeSpan.FromSeconds(30);

    private DateTimeOffset _moved = DateTimeOffset.MinValue;

    /// <summary>Asked after each run.</summary>
    /// <param name="hasMoved">Whether the run sent something or learned an outcome.</param>
    /// <param name="openRows">How many rows are open.</param>
    /// <param name="now">The time.</param>
    internal bool IsDue(bool hasMoved, int openRows, DateTimeOffset now)
    {
        _moved = hasMoved ? now : _moved;
        return openRows > 0 && now - _moved <= Span;
    }
}
