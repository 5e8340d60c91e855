using P8e.Durable;
using P8e.Functions.Tests.Support;
using P8e.ImitatedHost.Hub;
using P8e.Ports.Durable;

namespace P8e.Functions.Tests.TaskHub;

/// <summary>What a host may do to deliveries without changing what comes of a workflow (functions-host 8.2).</summary>
public sealed class DeliveryFaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DeliveryFault.None, 3)]
    [InlineData(DeliveryFault.CompletionTwice, 3)]
    [InlineData(DeliveryFault.ActivityTwice, 6)]
    [InlineData(DeliveryFault.AnswerLost, 3)]
    public async Task Workflow_UnderEveryFault_ComesToTheSameEnd(DeliveryFault fault, int runs)
    {
        var ran = 0;
        await using var hub = new HostedHub();
        hub.Activities.Add("add", new LambdaActivity<int, int>((_, input, _) =>
        {
            ran++;
            return Task.FromResult(input + 1);
        }));
        hub.Orchestrators.Add("Work.v1", () => new LambdaOrchestrator<int, string>(async (context, input) =>
        {
            var first = await context.CallActivityAsync<int>("add", input);
            await context.WaitAsync(TimeSpan.FromMinutes(1));
            var both = await Task.WhenAll(context.CallActivityAsync<int>("add", first), context.CallActivityAsync<int>("add", first * 10));
            return $"{both[0]} {both[1]} {await context.WaitForEventAsync<string>("go")}";
        }));
        await hub.StartAsync(Token);
        hub.Host.Fault = fault;
        await hub.Client.StartAsync("i", "Work.v1", "1", ExistingInstance.Keep, Token);
        await hub.AdvanceAsync(TimeSpan.Zero, Token);
        await hub.AdvanceAsync(TimeSpan.FromMinutes(1), Token);
        await hub.Client.RaiseEventAsync("i", "go", "\"now\"", Token);
        await hub.AdvanceAsync(TimeSpan.Zero, Token);

        Assert.Equal(("Completed", "\"3 21 now\""), hub.Host.View("i"));
        Assert.Equal(runs, ran);
        hub.AssertIdle();
    }
}
