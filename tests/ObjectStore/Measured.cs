namespace P8e.ObjectStore.Tests;

/// <summary>Tests that measure the process; they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Measured
{
    internal const string Name = "Measured";
}
