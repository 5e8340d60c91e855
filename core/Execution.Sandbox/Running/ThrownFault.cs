using System.Collections.ObjectModel;

namespace P8e.Execution.Sandbox.Running;

/// <summary>Whose fault an exception is that came out of a contract: only what the contract itself did is an outcome, because that is signed.</summary>
internal static class ThrownFault
{
    public static bool IsOfTheContract(Exception thrown) => !IsOfMemory(thrown) && !IsOfLoading(thrown);

    /// <summary>Memory ran out, perhaps in a static constructor or a task.</summary>
    public static bool IsOfMemory(Exception thrown) => thrown is OutOfMemoryException || Causes(thrown).Any(IsOfMemory);

    /// <summary>Code could not be loaded: an assembly is missing or does not fit, or the process has no descriptors left. Contracts open no files.</summary>
    public static bool IsOfLoading(Exception thrown) =>
        thrown is FileNotFoundException or FileLoadException or BadImageFormatException or TypeLoadException or MissingMemberException
        || Causes(thrown).Any(IsOfLoading);

    private static ReadOnlyCollection<Exception> Causes(Exception thrown) => thrown switch
    {
        AggregateException several => several.InnerExceptions,
        TypeInitializationException { InnerException: { } cause } => new([cause]),
        _ => ReadOnlyCollection<Exception>.Empty,
    };
}
