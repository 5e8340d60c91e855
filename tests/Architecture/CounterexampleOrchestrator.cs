using P8e.Durable;

namespace P8e.Architecture.Tests;

/// <summary>Law 3: everything that an orchestrator must not do, some of it out of sight.</summary>
public sealed class CounterexampleOrchestrator : IOrchestrator<string, string>
{
    /// <inheritdoc/>
    public async Task<string> RunAsync(OrchestrationContext context, string input)
    {
        await Task.Delay(1, CancellationToken.None);
        Func<Guid> closure = () => Guid.NewGuid();
        return Elsewhere.Read(input) + closure();
    }

    private static class Elsewhere
    {
        internal static string Read(string path) => File.ReadAllText(path) + DateTimeOffset.UtcNow;
    }
}
