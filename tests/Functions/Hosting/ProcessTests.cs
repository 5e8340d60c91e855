using System.Net;
using P8e.Functions.Tests.Support;
using P8e.ImitatedHost;
using P8e.ImitatedHost.Processes;
using P8e.Ports;

namespace P8e.Functions.Tests.Hosting;

/// <summary>The program as a process: what kills it, how it ends, and what becomes of the work (functions-host 1.5 to 1.7, 3.4, 3.6).</summary>
public sealed class ProcessTests : IDisposable
{
    private const int Killed = 128 + 9;

    private static readonly string Product = Tree.Program("Functions", "P8e.Functions");
    private static readonly string Probe = Tree.Program("FunctionsProbe", "P8e.FunctionsProbe");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("p8e-probe-");
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Dictionary<string, string> Settings => new() { ["Storage__ConnectionString"] = "UseDevelopmentStorage=true", ["P8E_PROBE_FOLDER"] = _folder.FullName };

    [Fact]
    public async Task Product_UnderTheHost_AnswersAtOnceAndSaysWhatItIs()
    {
        using var handler = await HandlerProcess.StartAsync(Product, Settings, Token);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = handler.Address };

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/", Token)).StatusCode);
        Assert.Contains("\"shape\":\"custom-handler\"", await http.GetStringAsync("/health", Token), StringComparison.Ordinal);
        handler.Terminate();

        // No end is a success under the host; 200 asks for a new start without counting an error.
        Assert.Equal(200, await handler.WaitAsync(Token));
        Assert.Contains($"custom-handler; roles http, activities, orchestrators, timers; http http://127.0.0.1:{handler.Address.Port}; hub of the host; storage devstoreaccount1", handler.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hub__Shards", "many", "Hub__Shards")]
    [InlineData("Storage__ConnectionString", "AccountKey=c2VjcmV0", "Storage__ConnectionString")]
    public async Task Product_WronglyConfigured_Ends2AndNamesTheSetting(string name, string value, string said)
    {
        using var handler = await HandlerProcess.StartAsync(Product, new Dictionary<string, string>(Settings) { [name] = value }, Token);

        Assert.Equal(2, await handler.WaitAsync(Token));
        Assert.Contains(said, handler.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", handler.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Product_OnAPortThatIsTaken_Ends1()
    {
        using var first = await HandlerProcess.StartAsync(Product, Settings, Token);
        using var second = HandlerProcess.Start(Product, new Dictionary<string, string>(Settings) { ["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{first.Address.Port}" });

        Assert.Equal(1, await second.WaitAsync(Token));
    }

    [Fact]
    public async Task Standalone_ToldToEnd_EndsInOrder()
    {
        var ports = Path.Combine(_folder.FullName, "ports.json");
        using var program = HandlerProcess.Start(Probe, new Dictionary<string, string>(Settings)
        {
            ["Host__HttpAddress"] = "http://127.0.0.1:0", ["Host__GrpcAddress"] = "http://127.0.0.1:0", ["Host__PortFile"] = ports,
        });
        await UntilAsync(() => File.Exists(ports) && program.Output.Contains("standalone", StringComparison.Ordinal));

        program.Terminate();

        Assert.Equal(0, await program.WaitAsync(Token));
    }

    [Fact]
    public async Task SetUp_ThatTakesLong_HoldsWorkBackButNotTheProbe()
    {
        var hold = Path.Combine(_folder.FullName, "hold");
        await File.WriteAllTextAsync(hold, "", Token);
        using var handler = await HandlerProcess.StartAsync(Probe, Settings, Token);
        await using var host = await StartHostAsync(handler);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = handler.Address };
        Assert.Contains("\"starting\"", await http.GetStringAsync("/health", Token), StringComparison.Ordinal);

        var waiting = host.Calls.RunActivityAsync("say", "i", null, Token);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/", Token)).StatusCode);
        Assert.False(waiting.IsCompleted);
        File.Delete(hold);

        Assert.Contains("said", await waiting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetUp_ThatFails_Ends1()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "hold"), "fail", Token);
        using var handler = await HandlerProcess.StartAsync(Probe, Settings, Token);

        Assert.Equal(1, await handler.WaitAsync(Token));
        Assert.Contains("error: System.IO.IOException: The set-up was told to fail.", handler.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_DuringWhichTheHandlerDies_IsRetriedByItsPolicy()
    {
        using var first = await HandlerProcess.StartAsync(Probe, Settings, Token);
        await using var host = await StartHostAsync(first);
        host.Start("i", "CallDying.v1", null);
        host.AfterActivityFault = () => RestartAsync(host, first);

        await host.RunAsync(Token);
        Assert.Equal("Running", host.View("i").Status);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await host.RunAsync(Token);

        Assert.Equal(("Completed", "\"survived\""), host.View("i"));
        Assert.Equal(Killed, await first.WaitAsync(Token));
    }

    [Fact]
    public async Task Activity_DuringWhichTheHostDiesToo_IsDeliveredAgain()
    {
        using var first = await HandlerProcess.StartAsync(Probe, Settings, Token);
        await using var host = await StartHostAsync(first);
        host.Start("i", "CallDying.v1", null);
        host.AfterActivityFault = async () =>
        {
            await RestartAsync(host, first);
            // The host went down with it: the message was never taken off the queue.
            return true;
        };

        await host.RunAsync(Token);

        // Without the pause of the retry policy: the orchestration noticed nothing.
        Assert.Equal(("Completed", "\"survived\""), host.View("i"));
    }

    [Fact]
    public async Task Orchestrator_DuringWhichTheHandlerDies_IsBroughtBackByTheTimer()
    {
        using var first = await HandlerProcess.StartAsync(Probe, Settings, Token);
        await using var host = await StartHostAsync(first);
        host.Start("i", "DieDeciding.v1", null);

        await host.RunAsync(Token);
        Assert.Equal(("Failed", "Function 'DieDeciding.v1' failed with an unhandled exception."), host.View("i"));
        Assert.Equal(Killed, await first.WaitAsync(Token));

        using var second = await HandlerProcess.StartAsync(Probe, Settings, Token);
        host.MoveTo(second.Address);
        _clock.Advance(TimeSpan.FromHours(1));
        await host.TickAsync("RecoverInstances", Token);
        await host.RunAsync(Token);

        Assert.Equal(("Completed", "\"said\""), host.View("i"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<ImitatedFunctionsHost> StartHostAsync(HandlerProcess handler) => ImitatedFunctionsHost.StartAsync(
        handler.Address, _clock, name => name.Replace('.', '_'), escapes: false, rewinds: true, checksDeterminism: false, Token);

    /// <summary>As the host does after an exit code that is not 0; answers whether the message stays in the queue.</summary>
    private async Task<bool> RestartAsync(ImitatedFunctionsHost host, HandlerProcess dead)
    {
        Assert.NotEqual(0, await dead.WaitAsync(Token));
        var next = await HandlerProcess.StartAsync(Probe, Settings, Token);
        host.Owns(next);
        host.MoveTo(next.Address);
        return false;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(end) < TimeSpan.FromSeconds(60), "It did not come to pass within a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Token);
        }
    }
}
