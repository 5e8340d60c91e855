using System.Reflection;
using P8e.Execution.Wire.Messages;

namespace P8e.Execution.Sandbox.Packages;

/// <summary>What the assemblies of a package may reference: P8e.Contracts, Google.Protobuf, the framework, and contracts their records (design 8).</summary>
internal static class ReferenceRules
{
    private static readonly HashSet<string> Shared = FindShared();

    public static void Check(Assembly assembly, Assembly? records)
    {
        var allowed = records?.GetName().Name;
        foreach (var reference in assembly.GetReferencedAssemblies())
        {
            if (reference.Name != allowed && !Shared.Contains(reference.Name!))
            {
                throw new SandboxFault(
                    FailureKind.PackageInvalid,
                    $"{assembly.GetName().Name} references {reference.Name}. A package may use P8e.Contracts, Google.Protobuf, the framework and, "
                    + "in contracts, its own record assembly; put other code into the package itself.");
            }
        }
    }

    // The host's list of what this program runs with: the framework and the files beside the program.
    private static HashSet<string> FindShared()
    {
        var files = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? string.Empty;
        var names = files.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFileNameWithoutExtension);
        return [.. names.OfType<string>().Where(name => !name.StartsWith("P8e.Execution", StringComparison.Ordinal))];
    }
}
