namespace P8e.Conformance.Stores.Comparison;

/// <summary>Counts what was compared, for the table at the end of a run.</summary>
internal sealed class Tally
{
    private readonly Dictionary<Difference, int> _differences = [];
    private readonly Dictionary<string, (int Cases, int Steps, int Passed, int Left)> _files = [];
    private readonly Dictionary<string, int> _quoted = [];

    /// <summary>How many steps a difference touched.</summary>
    internal int Of(Difference difference) => _differences.GetValueOrDefault(difference);

    internal void Count(Difference difference) => _differences[difference] = Of(difference) + 1;

    internal void CountQuoted(string library) => _quoted[library] = _quoted.GetValueOrDefault(library) + 1;

    internal void CountCase(string file, int steps, CaseResult result)
    {
        var counts = _files.GetValueOrDefault(file);
        _files[file] = (counts.Cases + 1, counts.Steps + steps, counts.Passed + (result.Passed ? 1 : 0), counts.Left + (result.NotComparable is null ? 0 : 1));
    }

    /// <summary>The table.</summary>
    internal IEnumerable<string> Lines()
    {
        if (_files.Count == 0)
        {
            yield break;
        }

        yield return "";
        yield return "| recorded file | cases | steps | passed | not comparable |";
        yield return "|---|---|---|---|---|";
        foreach (var (file, counts) in _files)
        {
            yield return $"| {file} | {counts.Cases} | {counts.Steps} | {counts.Passed} | {counts.Left} |";
        }

        yield return "";
        yield return "| compared, step by step | how |";
        yield return "|---|---|";
        yield return "| status | code, text, and whether it comes in the headers or in trailers |";
        yield return $"| texts that quote the other server's libraries | the status alone (object-store 12.2): {string.Join(", ", _quoted.Select(entry => $"{entry.Key} {entry.Value}"))} |";
        yield return "| headers and trailers | all but date and content-length |";
        yield return "| messages | byte by byte, random UUIDs and times renamed one to one; large ones by length and hash |";
        yield return "| rows | objects with stored bytes, properties and readers; mail; public keys; what waits to be sent: added, changed, unchanged |";
        yield return "";
        yield return "| rule | the Rust store | ours | why | steps |";
        yield return "|---|---|---|---|---|";
        foreach (var difference in Differences.All.Concat(Replication.ReplicationDifferences.All))
        {
            yield return $"| {difference.Rule} | {difference.Theirs} | {difference.Ours} | {difference.Why} | {Of(difference)} |";
        }

        yield return "";
    }
}
