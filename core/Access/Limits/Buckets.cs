namespace P8e.Access.Limits;

/// <summary>
/// Token buckets by name. Bounded: when there is no room, buckets that are full again are dropped, because they say nothing; while there are none, names without a bucket share one. Safe for use by
/// several threads.
/// </summary>
internal sealed class Buckets(int perMinute, TimeProvider clock, string overflow)
{
    /// <summary>Most buckets, the shared one aside.</summary>
    internal const int Max = 10_000;

    /// <summary>A wait that was told must be enough.</summary>
    private const double Rounding = 1e-6;

    private static readonly TimeSpan SweepPause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Level> _levels = [];
    private DateTimeOffset _sweepAt = DateTimeOffset.MinValue;

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _levels.Count;
            }
        }
    }

    /// <summary>Takes one call out of a bucket.</summary>
    /// <returns>Zero when there was one; else how long until there is, and nothing is taken.</returns>
    internal TimeSpan Take(string name) => Look(name, takes: true);

    /// <summary>How long until there is a call in a bucket; zero when there is.</summary>
    internal TimeSpan Look(string name) => Look(name, takes: false);

    private TimeSpan Look(string name, bool takes)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            var isNew = !_levels.TryGetValue(name, out var level);
            if (isNew && !HasRoom(now))
            {
                name = overflow;
                isNew = !_levels.TryGetValue(name, out level);
            }

            var left = isNew ? perMinute : Filled(level, now);
            if (left < 1 - Rounding)
            {
                return TimeSpan.FromMinutes((1 - left) / perMinute);
            }

            if (takes)
            {
                _levels[name] = new Level(left - 1, now);
            }

            return TimeSpan.Zero;
        }
    }

    private double Filled(Level level, DateTimeOffset now) => Math.Min(perMinute, level.Left + (Math.Max(0, (now - level.At).TotalMinutes) * perMinute));

    /// <summary>Looking through all of them for every new name would be the attack itself.</summary>
    private bool HasRoom(DateTimeOffset now)
    {
        if (_levels.Count >= Max && now >= _sweepAt)
        {
            _sweepAt = now + SweepPause;
            foreach (var full in _levels.Where(entry => Filled(entry.Value, now) >= perMinute).Select(entry => entry.Key).ToArray())
            {
                _levels.Remove(full);
            }
        }

        return _levels.Count < Max;
    }

    private readonly record struct Level(double Left, DateTimeOffset At);
}
