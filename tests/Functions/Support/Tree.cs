using P8e.Ports;

namespace P8e.Functions.Tests.Support;

/// <summary>Files of this repository.</summary>
internal static class Tree
{
    internal static string PathOf(string name) => Path.Combine(Repository.Root, name);

    internal static string Vector(string name) => Repository.Vector(name);

    /// <summary>The assembly of a program, built as these tests were.</summary>
    internal static string Program(string project, string assembly) =>
        Path.Combine(Repository.Root, "artifacts", "bin", project, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), assembly + ".dll");
}
