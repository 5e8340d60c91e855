using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.House;

/// <summary>What may take long says so in its name and can be stopped.</summary>
public sealed class AsyncMethodTests
{
    private static readonly string[] Awaitables =
    [
        "System.Threading.Tasks.Task", "System.Threading.Tasks.Task`1", "System.Threading.Tasks.ValueTask", "System.Threading.Tasks.ValueTask`1",
        "System.Collections.Generic.IAsyncEnumerable`1", "Azure.AsyncPageable`1",
    ];

    [Fact]
    public void AwaitableMethod_OfEveryRoom_EndsInAsyncAndTakesATokenLast() => Inspection.Pass(
        "A method that returns a task or an asynchronous sequence ends in Async and has a CancellationToken as its last required parameter.",
        CompiledAssembly.Rooms.SelectMany(Awaitable),
        Offence);

    [Fact]
    public void AwaitableMethod_OfTheCounterexample_IsReported() =>
        Assert.Contains(Awaitable(CompiledAssembly.OfTheseTests), method => Offence(method) is not null && method.Name == nameof(Counterexample.Wait));

    /// <summary>Methods others call and whose shape is decided here: not overrides, implementations of interfaces, or what the compiler writes.</summary>
    private static IEnumerable<CompiledMethod> Awaitable(CompiledAssembly assembly) => assembly.Types
        .SelectMany(type => type.Methods)
        .Where(method => !method.IsWrittenByCompiler && !method.IsPrivate && !method.IsAccessor && !method.IsImposed
            && Awaitables.Contains(method.Signature.ReturnType.Name)
            && !IsOrchestrator(method));

    /// <summary>An orchestrator is stopped by its history, and a token from outside would make it forget what it did (design law 3).</summary>
    private static bool IsOrchestrator(CompiledMethod method) =>
        method.Parameters.Select(parameter => parameter.Type.Name).FirstOrDefault() == "P8e.Durable.OrchestrationContext";

    private static string? Offence(CompiledMethod method)
    {
        var isNamed = method.Name.EndsWith("Async", StringComparison.Ordinal);
        // As in the framework's own rule (CA1068) an optional parameter may follow the token.
        var takesToken = method.Parameters
            .SkipWhile(parameter => parameter.Type.Name != "System.Threading.CancellationToken")
            .Select((parameter, index) => index == 0 || parameter.IsOptional)
            .ToArray() is [_, ..] fromToken && fromToken.All(fits => fits);
        return isNamed && takesToken ? null : $"{method.FullName}{(isNamed ? "" : ": name")}{(takesToken ? "" : ": token")}";
    }
}
