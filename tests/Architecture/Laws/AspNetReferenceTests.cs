using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.Laws;

/// <summary>Law 1: of the rooms, only Grpc references ASP.NET Core.</summary>
public sealed class AspNetReferenceTests
{
    private const string Rule = "Of core/, only Grpc may use ASP.NET Core: HTTP belongs to functions/ and tools/.";

    [Fact]
    public void CompiledReferences_OfEveryRoomButGrpc_NameNoAspNetCore() => Inspection.Pass(
        Rule,
        from room in CompiledAssembly.Rooms
        where room.Room != "Grpc"
        from reference in room.References
        select (room.Name, reference),
        use => Offence(use.Name, use.reference));

    [Fact]
    public void CompiledReferences_OfGrpc_NameAspNetCore() =>
        Assert.Contains(CompiledAssembly.Beside("P8e.Grpc").References, reference => Offence("P8e.Grpc", reference) is not null);

    [Fact]
    public void CompiledReferences_OfTheCounterexample_AreReported() =>
        Assert.Contains(CompiledAssembly.OfTheseTests.References, reference => Offence("counterexample", reference) is not null);

    private static string? Offence(string assembly, string reference) =>
        reference.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) ? $"{assembly} references {reference}" : null;
}
