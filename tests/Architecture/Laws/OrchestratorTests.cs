using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.Laws;

/// <summary>Law 3: an orchestrator uses its durable context only: no clock, no I/O, no logger, no randomness, no threads.</summary>
public sealed class OrchestratorTests
{
    private const string Rule = "An orchestrator is a function of its context: time, GUIDs and waits come from OrchestrationContext, everything else is an activity.";

    private static readonly string[] Namespaces =
        ["P8e.Durable.", "P8e.Protocol.Identifiers.", "System.Collections.", "System.Linq.", "System.Globalization.", "System.Runtime.CompilerServices.", "System.Diagnostics.CodeAnalysis."];

    /// <summary>Types that compute; of the others in System and System.Threading, nothing.</summary>
    private static readonly string[] Types =
    [
        "System.Object", "System.String", "System.Char", "System.Boolean", "System.Byte", "System.Int32", "System.Int64", "System.UInt32", "System.UInt64", "System.Double", "System.Decimal",
        "System.Nullable`1", "System.Array", "System.Math", "System.TimeSpan", "System.DateTimeOffset", "System.Guid", "System.Enum", "System.Type", "System.Convert", "System.IEquatable`1", "System.IDisposable",
        "System.Span`1", "System.ReadOnlySpan`1", "System.MemoryExtensions", "System.StringComparer", "System.Text.StringBuilder", "System.Func`1", "System.Func`2", "System.Func`3", "System.Action",
        "System.Action`1", "System.Exception", "System.ArgumentNullException", "System.ArgumentException", "System.ArgumentOutOfRangeException", "System.InvalidOperationException",
        "System.Threading.CancellationToken", "System.Threading.CancellationTokenSource", "System.Threading.Tasks.Task", "System.Threading.Tasks.Task`1", "System.Threading.Tasks.TaskCanceledException",
    ];

    private static readonly string[] ForbiddenMembers =
        ["get_Now", "get_UtcNow", "NewGuid", "CreateVersion7", "Run", "Delay", "Wait", "get_Result", "WaitAsync", "Yield", "get_Factory", "CancelAfter", "StartNew"];

    [Fact]
    public void Uses_OfEveryOrchestrator_AreTheContextAndArithmetic() => Inspection.Pass(
        Rule,
        CompiledAssembly.Rooms.SelectMany(room => OrchestratorCode.UsesIn(room.Name)),
        use => Offence(use.Orchestrator, use.Type, use.Member));

    [Theory]
    [InlineData("System.DateTimeOffset", "get_UtcNow")]
    [InlineData("System.Guid", "NewGuid")]
    [InlineData("System.IO.File", "ReadAllText")]
    [InlineData("System.Threading.Tasks.Task", "Delay")]
    public void Uses_OfTheCounterexample_AreReported(string type, string member)
    {
        var found = OrchestratorCode.UsesIn(CompiledAssembly.OfTheseTests.Name).Where(use => use.Type == type && use.Member == member).ToArray();

        Assert.NotEmpty(found);
        Assert.All(found, use => Assert.NotNull(Offence(use.Orchestrator, use.Type, use.Member)));
    }

    private static string? Offence(string orchestrator, string type, string member)
    {
        var name = type.Split('<')[0];
        var isContext = name.StartsWith("P8e.Durable.", StringComparison.Ordinal);
        var isAllowed = isContext
            || ((Namespaces.Any(space => name.StartsWith(space, StringComparison.Ordinal)) || Types.Contains(name)) && !ForbiddenMembers.Contains(member));
        return isAllowed ? null : $"{orchestrator} uses {type}.{member}";
    }
}
