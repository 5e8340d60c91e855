namespace P8e.Conformance.Dime;

/// <summary>A clock that shows a recorded second.</summary>
internal sealed class FixedClock(long unixSeconds) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(unixSeconds);
}
