using P8e.Durable;

namespace P8e.Benchmarks.Engine;

/// <summary>As many activities one after the other as its input says.</summary>
internal sealed class Chain : IOrchestrator<int, int>
{
    internal const string Name = "Chain.v1";
    internal const string Activity = "AddOne.v1";

    public async Task<int> RunAsync(OrchestrationContext context, int input)
    {
        var value = 0;
        for (var done = 0; done < input; done++)
        {
            value = await context.CallActivityAsync<int>(Activity, value);
        }

        return value;
    }
}
