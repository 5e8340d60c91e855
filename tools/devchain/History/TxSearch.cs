using System.Globalization;

namespace P8e.Devchain.History;

/// <summary>
/// Searches the transactions of a chain (provenance-chain 4.6, 10.1). A hash and a height are looked up; everything else walks through the
/// whole history, which is as long as a test is.
/// </summary>
internal static class TxSearch
{
    /// <summary>All that fit, oldest first unless <paramref name="newestFirst"/>. Throws <see cref="SearchException"/>.</summary>
    internal static IReadOnlyList<StoredTx> Find(string query, BlockHistory history, bool newestFirst)
    {
        var conditions = SearchQuery.Parse(query);
        var found = Candidates(conditions, history).Where(tx => Fits(tx, conditions)).ToList();
        if (newestFirst)
        {
            found.Reverse();
        }

        return found;
    }

    /// <summary>One page of what was found; pages begin at 1. Throws <see cref="SearchException"/> for one that there is not.</summary>
    internal static IReadOnlyList<T> Page<T>(IReadOnlyList<T> found, int page, int size)
    {
        var pages = Math.Max(1, (found.Count + size - 1) / size);
        return page < 1 || page > pages
            ? throw new SearchException($"page should be within [1, {pages}] range, given {page}")
            : [.. found.Skip((page - 1) * size).Take(size)];
    }

    private static IEnumerable<StoredTx> Candidates(IReadOnlyList<SearchCondition> conditions, BlockHistory history)
    {
        if (conditions.FirstOrDefault(condition => condition is { Tag: SearchCondition.Hash, Operator: "=" }) is { } hash)
        {
            return history.FindTx(hash.Text.ToUpperInvariant()) is { } tx ? [tx] : [];
        }

        if (conditions.FirstOrDefault(condition => condition is { Tag: SearchCondition.Height, Operator: "=", Number: not null }) is { } height)
        {
            return height.Number > 0 && height.Number <= long.MaxValue && history.Find((long)height.Number) is { } block ? Of(block) : [];
        }

        return history.All().SelectMany(Of);
    }

    private static IEnumerable<StoredTx> Of(StoredBlock block) => Enumerable.Range(0, block.Block.Transactions.Count).Select(index => new StoredTx(block, index));

    private static bool Fits(StoredTx tx, IReadOnlyList<SearchCondition> conditions)
    {
        var height = tx.Height.ToString(CultureInfo.InvariantCulture);
        foreach (var condition in conditions)
        {
            if (condition.Tag == SearchCondition.Height && !condition.Accepts(height))
            {
                return false;
            }
        }

        // All other conditions must hold for one and the same event.
        var others = conditions.Where(condition => !condition.IsReserved).ToArray();
        return others.Length == 0 || tx.Outcome.Events.Any(chainEvent => others.All(condition => condition.Accepts(chainEvent)));
    }
}
