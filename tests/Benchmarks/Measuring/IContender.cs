namespace P8e.Benchmarks.Measuring;

/// <summary>One way to do an operation: the subject, or a baseline beside it.</summary>
internal interface IContender
{
    /// <summary>Does the operation a number of times.</summary>
    ValueTask<Sample> RunAsync(int operations);
}
