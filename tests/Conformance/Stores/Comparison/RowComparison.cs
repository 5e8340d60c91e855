using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Comparison;

/// <summary>Compares what a step left in our store with what it left in the recorded database.</summary>
internal static partial class RowComparison
{
    internal static IEnumerable<Finding> Compare(StoreStep step, OurRows before, OurRows after, Renaming names)
    {
        if (step.Find("db") is not { } db)
        {
            return [];
        }

        if (db.ValueKind == JsonValueKind.String && Counts().Match(db.GetString()!) is { Success: true } counts)
        {
            return CompareCounts(counts, before, after);
        }

        return StoreTables.All.SelectMany(table => CompareAdded(step, db, table, before, after, names).Concat(CompareChanged(db, table, before, after, names))).ToArray();
    }

    private static IEnumerable<Finding> CompareAdded(StoreStep step, JsonElement db, string table, OurRows before, OurRows after, Renaming names)
    {
        var ours = after.AddedSince(before, table);
        var recorded = db.ValueKind == JsonValueKind.Object ? RecordedRows.Added(db, step.Find("files"), table) : [];
        foreach (var row in recorded)
        {
            if (ours.Find(candidate => row.FindDifference(candidate) is null && names.Fits(row.Id, candidate.Id) && names.Fits(row.ObjectId, candidate.ObjectId)) is not { } same)
            {
                var near = ours.Count == 0 ? "" : $"; ours is another: {ours[0].FindDifference(row) ?? row.FindDifference(ours[0])} of {ours[0]}";
                yield return new Finding(FindingKind.RowMissing, $"{table}: recorded row {row} is not among ours{near}") { Row = row, Table = table };
                continue;
            }

            names.Bind(row.Id, same.Id);
            ours.Remove(same);
        }

        foreach (var row in ours)
        {
            yield return new Finding(FindingKind.RowExtra, $"{table}: ours has a row that the recorded one lacks: {row}") { Row = row, Table = table };
        }
    }

    private static IEnumerable<Finding> CompareChanged(JsonElement db, string table, OurRows before, OurRows after, Renaming names)
    {
        var ours = after.ChangedSince(before, table);
        var recorded = db.ValueKind == JsonValueKind.Object ? RecordedRows.Changed(db, table) : [];
        foreach (var (was, now) in recorded)
        {
            var same = after.Of(table).FirstOrDefault(row => names.Fits(now.Id, row.Id) && names.RecordedFor(row.Id ?? "") == now.Id);
            if (same is null || now.FindDifference(same) is not null)
            {
                yield return new Finding(FindingKind.RowChange, $"{table}: recorded row became {now}, ours is {same}") { Row = now, Table = table };
            }
            else if (now.FindDifference(was) is not null && ours.TrueForAll(row => row.Id != same.Id))
            {
                yield return new Finding(FindingKind.RowChange, $"{table}: recorded row became {now}, ours was so before") { Row = now, Table = table, IsOldNews = true };
            }

            ours.RemoveAll(row => row.Id == same?.Id);
        }

        foreach (var row in ours)
        {
            yield return new Finding(FindingKind.RowChange, $"{table}: ours changed a row that the recorded one left: {row}") { Row = row, Table = table };
        }
    }

    private static IEnumerable<Finding> CompareCounts(Match counts, OurRows before, OurRows after)
    {
        var objects = after.AddedSince(before, StoreTables.Objects);
        var readers = objects.Sum(row => row.Fields["readers"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        if (objects.Count != int.Parse(counts.Groups[1].ValueSpan, CultureInfo.InvariantCulture) || readers != int.Parse(counts.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
        {
            yield return new Finding(FindingKind.RowMissing, $"recorded {counts.Value}, ours {objects.Count} and {readers}") { Table = StoreTables.Objects };
        }
    }

    [GeneratedRegex(@"(\d+) object rows?, (\d+) object_public_key rows?", RegexOptions.CultureInvariant)]
    private static partial Regex Counts();
}
