using System.Globalization;
using System.Text.RegularExpressions;
using P8e.Conformance.Dime;
using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Replication;

/// <summary>What the recorder did around the recorded calls, as far as the case's words and members tell it.</summary>
internal sealed partial class ReplicationStory(StoreCase recorded)
{
    /// <summary>Whether the peer is not there while objects are put.</summary>
    internal bool IsPeerAbsent => Says("switched off") || Says("not listening") || Says("before the peer came up") || recorded.Find("replicatedAfterRestart") is not null;

    /// <summary>Whether the first registered peer takes calls and never answers.</summary>
    internal bool IsPeerHung => Says("never answers");

    /// <summary>Whether the properties of what was put are taken out of its row.</summary>
    internal bool LosesProperties => Says("properties column is null");

    /// <summary>Numbers of the containers that the peer refuses.</summary>
    internal IReadOnlySet<string> Refused
    {
        get
        {
            var text = $"{recorded.Summary}; {recorded.Find("prepared")}";
            var one = RefusesOne().Match(text);
            var range = RefusesRange().Match(text);
            return (one.Success ? [one.Groups[1].Value] : range.Success ? Numbers(range.Groups[1], range.Groups[2]).Select(number => $"{number}") : Enumerable.Empty<string>()).ToHashSet();
        }
    }

    /// <summary>Registrations before anything was put.</summary>
    internal IEnumerable<(string On, string Key, string Url)> Early => All.Where((entry, index) => !IsLate(entry, index));

    /// <summary>Registrations after that.</summary>
    internal IEnumerable<(string On, string Key, string Url)> Late => All.Where(IsLate);

    /// <summary>Objects that were put besides the recorded steps: number, key of the reader, and whether its file was then removed.</summary>
    internal IEnumerable<(int Number, string Reader, bool LosesFile)> Prepared
    {
        get
        {
            if (LosesProperties)
            {
                return [(int.Parse(recorded.Element.GetProperty("received")[0].Text("container"), CultureInfo.InvariantCulture), "dev2", false)];
            }

            var text = recorded.Find("prepared")?.GetString() ?? "";
            if (LosesOne().Match(text) is { Success: true } lost)
            {
                return [(Number(lost.Groups[1]), lost.Groups[3].Value, true), (Number(lost.Groups[2]), lost.Groups[3].Value, false), (Number(lost.Groups[4]), lost.Groups[5].Value, false)];
            }

            // What is said of the peer is no put.
            return PutRange().Matches(text.Split(';')[0]).SelectMany(range =>
                Numbers(range.Groups[1], range.Groups[2]).Select(number => (number, range.Groups[3].Success ? range.Groups[3].Value : "dev2", false)));
        }
    }

    private List<(string On, string Key, string Url)> All => recorded.Find("registered") is { } entries
        ? [.. entries.EnumerateArray().Select(entry => (entry.Text("on"), entry.Text("key"), entry.Text("url")))]
        : [];

    /// <summary>A key's second registration is a later one; so is the one after which calls were counted, or all where a queue was looked at before.</summary>
    private bool IsLate((string On, string Key, string Url) entry, int index) =>
        recorded.Find("queueBefore") is not null
        || (recorded.Find("callsAfterRegistration") is not null && index == All.Count - 1)
        || All.Take(index).Any(earlier => earlier.On == entry.On && earlier.Key == entry.Key);

    private static IEnumerable<int> Numbers(Group first, Group last) => Enumerable.Range(Number(first), Number(last) - Number(first) + 1);

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    private bool Says(string words) => recorded.Summary.Contains(words, StringComparison.Ordinal);

    [GeneratedRegex(@"answers INVALID_ARGUMENT to container (\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex RefusesOne();

    [GeneratedRegex(@"the peer refuses (\d+)\.\.(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex RefusesRange();

    [GeneratedRegex(@"puts (\d+) \(storage-backed, file removed\) and (\d+) for (\w+), (\d+) for (\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex LosesOne();

    [GeneratedRegex(@"(\d+)\.\.(\d+)(?: for (\w+))?", RegexOptions.CultureInvariant)]
    private static partial Regex PutRange();
}
