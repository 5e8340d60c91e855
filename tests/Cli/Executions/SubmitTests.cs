using System.Text.Json;
using P8e.CannedApi;
using P8e.Cli.Tests.Support;

namespace P8e.Cli.Tests.Executions;

/// <summary><c>p8e submit</c> as a process against an API that answers, breaks off, or is not there.</summary>
public sealed class SubmitTests : IDisposable
{
    private const string Request = """{ "contract": "a.B", "scope": {} }""";
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"p8e-submit-{Guid.CreateVersion7():N}.json");

    public SubmitTests() => File.WriteAllText(_file, Request);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Submit_ThatSucceeds_ShowsStepsAndResults(bool hasEvents, bool breaksEvents)
    {
        await using var api = await CannedServer.StartAsync(null, Token);
        (api.HasEvents, api.BreaksEvents) = (hasEvents, breaksEvents);
        api.Show(Samples.Execution(10));

        var run = await Command.RunAsync(api.Address, "submit", _file);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(" 4/10 executed     + done", run.Error, StringComparison.Ordinal);
        Assert.Contains(Samples.Scope, run.Output, StringComparison.Ordinal);
        Assert.Contains(Samples.TransactionHash, run.Output, StringComparison.Ordinal);
        Assert.Contains("recordAsset", run.Output, StringComparison.Ordinal);
        Assert.Equal([Request], api.Bodies);
    }

    [Fact]
    public async Task Submit_WhoseStepsHappenMeanwhile_FollowsThem()
    {
        await using var api = await CannedServer.StartAsync(null, Token);
        var running = Command.RunAsync(api.Address, "submit", _file, "--json");
        await api.Followed.WaitAsync(TimeSpan.FromMinutes(1), Token);
        api.Show(Samples.Execution(5));
        api.Show(Samples.Execution(10));
        var run = await running;

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("Completed", JsonElement.Parse(Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Submit_WhoseAnswerIsLost_RepeatsWithTheSameKey()
    {
        await using var api = await CannedServer.StartAsync(null, Token);
        api.BreaksSubmissions = 2;
        api.Show(Samples.Execution(10));

        var run = await Command.RunAsync(api.Address, "submit", _file, "--no-wait", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3, api.Keys.Count);
        Assert.NotEmpty(Assert.Single(api.Keys.Distinct()));
        Assert.Equal(Samples.Id, JsonElement.Parse(run.Output).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Submit_ThatFails_SaysWhereAndWhyAndEndsWithOne()
    {
        await using var api = await CannedServer.StartAsync(null, Token);
        api.Show(Samples.Failed());

        var run = await Command.RunAsync(api.Address, "submit", _file, "--key", "mine");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("contract.failed: at step executed: recordAsset refused its input.", run.Error, StringComparison.Ordinal);
        Assert.Contains("next: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error + run.Output);
        Assert.Equal(["mine"], api.Keys);
    }

    [Fact]
    public async Task Submit_ThatFailsForAProgram_PrintsOneLineOfJson()
    {
        await using var api = await CannedServer.StartAsync(null, Token);
        api.Show(Samples.Failed());

        var run = await Command.RunAsync(api.Address, "submit", _file, "--json");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Equal("executed", JsonElement.Parse(Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))).GetProperty("error").GetProperty("step").GetString());
    }
}
