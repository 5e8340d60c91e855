namespace P8e.Conformance;

/// <summary>One recorded format: knows how to run every case of a file.</summary>
public interface IConformanceKind
{
    /// <summary>The word on the command line.</summary>
    string Name { get; }

    /// <summary>Runs all cases of a file, in order.</summary>
    IAsyncEnumerable<CaseResult> RunAsync(string file, CancellationToken cancellationToken);
}
