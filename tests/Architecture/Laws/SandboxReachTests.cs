using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.Laws;

/// <summary>Law 4: the sandbox can reach no key, network or store: neither it nor what it references names a way there.</summary>
public sealed class SandboxReachTests
{
    private const string Rule = "The sandbox runs other people's code: it has no room with keys, network or storage beside it, "
        + "and names no type that opens files, sockets, pipes, processes, native code or the environment.";

    private static readonly string[] Assemblies = ["P8e.Execution.Sandbox", "P8e.Execution.Wire", "P8e.Contracts"];

    private static readonly string[] Spaces =
        ["System.Net", "System.IO.Pipes", "System.IO.MemoryMappedFiles", "System.IO.IsolatedStorage", "System.Security.Cryptography", "Microsoft.Win32", "Azure"];

    private static readonly string[] NamedTypes =
    [
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.RandomAccess",
        "System.IO.StreamReader", "System.IO.StreamWriter", "System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo", "System.Environment",
        "System.Runtime.InteropServices.NativeLibrary", "System.Runtime.InteropServices.DllImportAttribute",
    ];

    [Fact]
    public void NamedTypes_OfTheSandboxAndItsRooms_OpenNothing() => Inspection.Pass(
        Rule,
        from name in Assemblies
        let assembly = CompiledAssembly.Beside(name)
        from type in assembly.NamedTypes
        select (assembly.Name, type),
        use => Offence(use.Name, use.type));

    [Fact]
    public void References_OfTheSandbox_AreItsRoomsAlone() => Inspection.Pass(
        Rule,
        CompiledAssembly.Beside(Assemblies[0]).References.Where(reference => !reference.StartsWith("System.", StringComparison.Ordinal)),
        reference => reference == "Google.Protobuf" || Assemblies.Contains(reference) ? null : $"the sandbox references {reference}");

    [Fact]
    public void NamedTypes_OfTheCounterexample_AreReported() =>
        Assert.Contains(CompiledAssembly.OfTheseTests.NamedTypes, type => Offence("counterexample", type) is not null);

    private static string? Offence(string assembly, string type) =>
        NamedTypes.Contains(type) || Spaces.Any(space => type.StartsWith(space + ".", StringComparison.Ordinal)) ? $"{assembly} names {type}" : null;
}
