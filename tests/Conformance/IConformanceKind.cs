namespace P8e.Conformance;

/// <summary>One recorded format: knows how to run every case of a path.</summary>
public interface IConformanceKind
{
    /// <summary>The word on the command line.</summary>
    string Name { get; }

    /// <summary>What is run by itself: each file of the path, unless the format needs a whole folder.</summary>
    /// <returns>Nothing when the path holds nothing of this format.</returns>
    IReadOnlyList<string> Units(string path) => File.Exists(path) ? [path]
        : Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Whether the counts of each group of cases, such as a file of the folder, are shown too.</summary>
    bool ShowsGroups => false;

    /// <summary>Lines that are printed after the last case, before the count.</summary>
    IEnumerable<string> Summary => [];

    /// <summary>Runs all cases of a unit, in order.</summary>
    IAsyncEnumerable<CaseResult> RunAsync(string unit, CancellationToken cancellationToken);
}
