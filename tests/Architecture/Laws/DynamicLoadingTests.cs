using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.Laws;

/// <summary>Law 7: nothing in core/ loads an assembly, makes an object of a type chosen at run time, or finds a type by its name.</summary>
public sealed class DynamicLoadingTests
{
    private const string Rule = "Contract and record assemblies are loaded by the sandbox alone; "
        + "typed data goes through stored descriptors and Protocol/Dynamic.";

    private const string Sandbox = "P8e.Execution.Sandbox";

    [Fact]
    public void UsedMembers_OfEveryRoom_LoadNothing() => Inspection.Pass(
        Rule,
        from room in CompiledAssembly.Rooms
        where room.Name != Sandbox
        from used in room.UsedMembers
        select (room.Name, used.Type, used.Member),
        use => Offence(use.Name, use.Type, use.Member));

    [Fact]
    public void UsedMembers_OfTheSandbox_Load() => Assert.Contains(
        CompiledAssembly.Beside(Sandbox).UsedMembers, used => Offence(Sandbox, used.Type, used.Member) is not null);

    [Fact]
    public void UsedMembers_OfTheCounterexample_AreReported() => Assert.Contains(
        CompiledAssembly.OfTheseTests.UsedMembers, used => Offence("counterexample", used.Type, used.Member) is not null);

    private static string? Offence(string assembly, string type, string member)
    {
        var loads = type switch
        {
            // `new T()` of a type parameter compiles to a call of Activator, so it is found too.
            "System.Activator" or "System.Runtime.Loader.AssemblyLoadContext" => true,
            "System.Reflection.Assembly" => member.Contains("Load", StringComparison.Ordinal) || member is "GetType" or "CreateInstance",
            "System.Type" => member is "GetType" or "InvokeMember",
            _ => false,
        };
        return loads ? $"{assembly} calls {type}.{member}" : null;
    }
}
