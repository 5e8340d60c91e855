using System.Globalization;

namespace P8e.LoanContracts.Rules;

/// <summary>The broken rules of one record: each text once, with a count, in the order in which they were found.</summary>
internal sealed class Violations
{
    private const int MostPositions = 5;

    private readonly OrderedDictionary<string, int> _occurrences = new(StringComparer.Ordinal);

    public int Count => _occurrences.Count;

    public bool IsEmpty => Count == 0;

    public void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            Add(otherwise);
        }
    }

    public void Add(string text) => _occurrences[text] = _occurrences.GetValueOrDefault(text) + 1;

    /// <summary>Each id that is there more than once; ids that are not set are left to other rules.</summary>
    public void RequireUnique(IEnumerable<string> ids, string what)
    {
        foreach (var (id, usages) in ids.CountBy(id => id, StringComparer.Ordinal))
        {
            Require(usages == 1 || id.Length == 0, Invariant($"{what} {id} is not unique ({usages} usages)"));
        }
    }

    /// <summary>
    /// Checks a list; a text tells where in the list it holds: <c>[Iteration 2]</c>, <c>[Iterations 0, 1]</c>, <c>[6 instances]</c>.
    /// </summary>
    public void CheckEach<T>(IEnumerable<T> items, Action<Violations, T> rules) => Gather(items, rules, positions => positions.Count switch
    {
        1 => Invariant($"[Iteration {positions[0]}]"),
        <= MostPositions => $"[Iterations {string.Join(", ", positions)}]",
        _ => Instances(positions),
    });

    /// <summary>Checks a list; a text tells how often it holds: <c>[1 instance]</c>, <c>[2 instances]</c>.</summary>
    public void CountEach<T>(IEnumerable<T> items, Action<Violations, T> rules) => Gather(items, rules, Instances);

    public override string ToString() => string.Join(", ", _occurrences.Select(violation => violation.Value == 1
        ? $" \"{violation.Key}\""
        : Invariant($" \"{violation.Key}\" ({violation.Value} occurrences)")));

    private void Gather<T>(IEnumerable<T> items, Action<Violations, T> rules, Func<List<int>, string> suffix)
    {
        var positions = new OrderedDictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var (position, item) in items.Index())
        {
            var found = new Violations();
            rules(found, item);
            foreach (var text in found._occurrences.Keys)
            {
                positions.TryAdd(text, []);
                positions[text].Add(position);
            }
        }

        foreach (var (text, where) in positions)
        {
            Add($"{text} {suffix(where)}");
        }
    }

    private static string Instances(List<int> positions) =>
        Invariant($"[{positions.Count} {(positions.Count == 1 ? "instance" : "instances")}]");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
