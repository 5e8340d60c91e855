namespace P8e.Durable;

/// <summary>
/// When a failed activity or child is tried again (functions-host 4.10). The waits are durable timers, so they survive restarts. There is no
/// randomness in them: orchestrators repeat themselves exactly.
/// </summary>
public sealed class RetryPolicy
{
    // Longer waits than this are a mistake of the exponent, and would leave the calendar.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(3650);

    /// <summary>A policy.</summary>
    /// <param name="attemptsMax">All attempts together, the first included; at least 1.</param>
    /// <param name="firstDelay">Wait after the first failure; more than zero.</param>
    public RetryPolicy(int attemptsMax, TimeSpan firstDelay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attemptsMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstDelay, TimeSpan.Zero);
        AttemptsMax = attemptsMax;
        FirstDelay = firstDelay;
    }

    /// <summary>All attempts together, the first included.</summary>
    public int AttemptsMax { get; }

    /// <summary>Wait after the first failure.</summary>
    public TimeSpan FirstDelay { get; }

    /// <summary>Factor from one wait to the next. Default 1. At least 1.</summary>
    public double BackoffCoefficient
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>Longest wait. Default none. More than zero.</summary>
    public TimeSpan? DelayMax
    {
        get;
        init => field = Positive(value);
    }

    /// <summary>Time since the first attempt after which no other is made. Default none. More than zero.</summary>
    public TimeSpan? Timeout
    {
        get;
        init => field = Positive(value);
    }

    /// <summary>Failures worth another attempt. Default all. A pure function: it is called again on every replay.</summary>
    public Func<TaskFailure, bool>? RetryWhen { get; init; }

    internal bool AllowsAnother(int attempts, TaskFailure failure, TimeSpan sinceFirst) =>
        !failure.IsNonRetriable && attempts < AttemptsMax && (Timeout is not { } timeout || sinceFirst < timeout) && (RetryWhen?.Invoke(failure) ?? true);

    internal TimeSpan DelayAfter(int attempts)
    {
        var longest = DelayMax is { } limit && limit < LongestDelay ? limit : LongestDelay;
        var ticks = FirstDelay.Ticks * Math.Pow(BackoffCoefficient, attempts - 1);
        return ticks < longest.Ticks ? TimeSpan.FromTicks((long)ticks) : longest;
    }

    private static TimeSpan? Positive(TimeSpan? value)
    {
        if (value is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero);
        }

        return value;
    }
}
