using System.Text;

namespace P8e.Conformance.Stores.Comparison;

/// <summary>Which of our random values stands for which recorded one; the same pair throughout a case, one to one.</summary>
internal sealed class Renaming
{
    private static readonly Func<string, string>[] s_forms = [uuid => uuid, uuid => uuid.ToUpperInvariant(), uuid => uuid.Replace("-", "", StringComparison.Ordinal)];

    private readonly Dictionary<string, string> _ours = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _recorded = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _times = [];

    /// <summary>Whether the two can stand for each other.</summary>
    internal bool Fits(string? recorded, string? ours) => recorded is null || ours is null
        ? recorded is null && ours is null
        : _ours.TryGetValue(recorded, out var known) ? string.Equals(known, ours, StringComparison.OrdinalIgnoreCase) : !_recorded.ContainsKey(ours);

    /// <summary>From now on the two stand for each other.</summary>
    internal bool Bind(string? recorded, string? ours)
    {
        if (!Fits(recorded, ours))
        {
            return false;
        }

        if (recorded is not null)
        {
            _ours[recorded] = ours!;
            _recorded[ours!] = recorded;
        }

        return true;
    }

    /// <summary>A time of ours that stands for a recorded one; several may be the same.</summary>
    internal bool BindTime(string recorded, string ours)
    {
        if (_times.TryGetValue(recorded, out var known))
        {
            return known == ours;
        }

        _times[recorded] = ours;
        return true;
    }

    /// <summary>Ours for a recorded value, or null.</summary>
    internal string? OursFor(string recorded) => _ours.GetValueOrDefault(recorded);

    /// <summary>The recorded value for one of ours, or null.</summary>
    internal string? RecordedFor(string ours) => _recorded.GetValueOrDefault(ours);

    /// <summary>
    /// Request bytes with every recorded UUID that is known replaced by ours: both have the same length in each of their forms, so lengths around them stay true.
    /// </summary>
    internal byte[] Translate(byte[] recorded)
    {
        foreach (var (theirs, ours) in _ours)
        {
            foreach (var form in s_forms)
            {
                Replace(recorded, Encoding.ASCII.GetBytes(form(theirs)), Encoding.ASCII.GetBytes(form(ours)));
            }
        }

        return recorded;
    }

    private static void Replace(byte[] bytes, byte[] from, byte[] to)
    {
        for (var at = bytes.AsSpan().IndexOf(from); at >= 0; at = bytes.AsSpan().IndexOf(from))
        {
            to.CopyTo(bytes, at);
        }
    }
}
