using System.Globalization;
using P8e.Ports.Durable;

namespace P8e.Durable.Tests.Simulation;

/// <summary>
/// What a simulated hub does: givers run activities, a child, a timer and a race, and send tokens; a taker adds them up over continue-as-news. The outputs do not depend on the schedule, so a
/// lost or doubled effect shows in them.
/// </summary>
internal sealed class Workload
{
    internal const string Taker = "taker";
    private const int TokensPerGeneration = 2;

    // Activities fail like store calls do; a schedule has not nearly as many failures.
    private static readonly RetryPolicy Persistent = new(100, TimeSpan.FromSeconds(1));

    /// <summary>How often each activity call had its effect.</summary>
    internal Dictionary<string, int> Effects { get; } = [];

    internal static OrchestratorRegistry Orchestrators() => new OrchestratorRegistry()
        .Add("Giver.v1", () => new LambdaOrchestrator<int, int>(GiveAsync))
        .Add("Child.v1", () => new LambdaOrchestrator<int, int>(async (context, input) => await EffectAsync(context, input) + 1))
        .Add("Taker.v1", () => new LambdaOrchestrator<int[], int>(TakeAsync));

    internal ActivityRegistry Activities(SimulatedProcess process) => new ActivityRegistry().Add("effect", new LambdaActivity<int, int>(async (context, input, _) =>
    {
        // A process can die before and after the effect.
        await process.PauseAsync();
        var key = string.Create(CultureInfo.InvariantCulture, $"{context.InstanceId}/{input}");
        Effects[key] = Effects.GetValueOrDefault(key) + 1;
        await process.PauseAsync();
        return input * 10;
    }));

    /// <summary>Output of a giver: 10 (n+1) + 10 (n+2) + [child: 10 (n+3) + 1].</summary>
    internal static int Given(int number) => (10 * (number + 1)) + (10 * (number + 2)) + (10 * (number + 3)) + 1;

    /// <summary>Output of the taker: each giver sends its number and its sum.</summary>
    internal static int Taken(int givers) => Enumerable.Range(1, givers).Sum(number => number + Given(number));

    private static async Task<int> GiveAsync(OrchestrationContext context, int number)
    {
        context.SendEvent(Taker, "token", number);
        var calls = new[] { EffectAsync(context, number + 1), EffectAsync(context, number + 2) };
        var child = context.CallOrchestratorAsync<int>("Child.v1", number + 3);
        using var loser = new CancellationTokenSource();
        await Task.WhenAny(context.WaitAsync(TimeSpan.FromSeconds(20), loser.Token), context.WaitForEventAsync<string?>("hurry", loser.Token));
        loser.Cancel();
        var sum = (await Task.WhenAll(calls)).Sum() + await child;
        context.SendEvent(Taker, "token", sum);
        return sum;
    }

    private static Task<int> EffectAsync(OrchestrationContext context, int input) =>
        context.CallActivityAsync<int>("effect", input, new ActivityOptions { Retry = Persistent });

    private static async Task<int> TakeAsync(OrchestrationContext context, int[] state)
    {
        var (sum, missing) = (state[0], state[1]);
        for (var taken = 0; taken < TokensPerGeneration && missing > 0; taken++, missing--)
        {
            sum += await context.WaitForEventAsync<int>("token");
        }

        if (missing > 0)
        {
            context.ContinueAsNew(new[] { sum, missing });
        }

        return sum;
    }
}
