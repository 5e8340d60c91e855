using P8e.Durable.Tests.Support;

namespace P8e.Durable.Tests.Histories;

/// <summary>
/// Every history ever recorded is decided again (reliability R3). Files are only added: <c>P8E_ACCEPT=1</c> records the sample where its file is missing, and never writes over one.
/// </summary>
public sealed class RecordedHistoryTests
{
    private const string Recorded = "histories/settle.v1.json";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Vectors.PathOf("histories"), "*.json").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Replay_OfEveryRecordedHistory_DecidesTheSame(string file) =>
        Assert.Null(RecordedHistory.Replay(SampleOrchestrators.Registry, await File.ReadAllTextAsync(Vectors.PathOf("histories/" + file), Token)));

    [Fact]
    public async Task Export_OfAFreshRun_IsTheRecordedHistory()
    {
        var fresh = await RunAsync();
        if (Environment.GetEnvironmentVariable("P8E_ACCEPT") == "1" && !File.Exists(Vectors.PathOf(Recorded)))
        {
            await File.WriteAllTextAsync(Vectors.PathOf(Recorded), fresh, Token);
        }

        Assert.Null(RecordedHistory.Replay(SampleOrchestrators.Registry, fresh));
        Assert.Equal(Events(await File.ReadAllTextAsync(Vectors.PathOf(Recorded), Token)), Events(fresh));
    }

    [Theory]
    [InlineData("\"name\": \"store\"", "\"name\": \"keep\"")]
    [InlineData("borrower", "broker")]
    [InlineData("\"observer\"", "\"nobody\"")]
    public async Task Replay_OfAHistoryThatSaysOtherwise_ReportsIt(string said, string changed)
    {
        var history = await File.ReadAllTextAsync(Vectors.PathOf(Recorded), Token);
        Assert.Contains(said, history, StringComparison.Ordinal);

        Assert.NotNull(RecordedHistory.Replay(SampleOrchestrators.Registry, history.Replace(said, changed, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"instanceId\":\"i\",\"events\":[{\"unknown\":1}]}")]
    public void Replay_OfSomethingElse_Refuses(string text) =>
        Assert.Equal(DurableErrorCodes.RequestMalformed, Assert.Throws<DurableException>(() => RecordedHistory.Replay(SampleOrchestrators.Registry, text)).Code);

    /// <summary>Without stack traces: they follow the code that raised them.</summary>
    private static string Events(string history) => string.Join('\n', history.Split('\n').Select(line =>
    {
        var stack = line.IndexOf("\"stackTrace\"", StringComparison.Ordinal);
        return stack < 0 ? line : line[..stack];
    }));

    private static async Task<string> RunAsync()
    {
        var failures = 1;
        using var hub = new HubFixture(orchestrators: SampleOrchestrators.Registry)
            .Activity<object, string>("store", _ => failures-- > 0 ? throw new IOException("the store is away") : Task.FromResult("stored"))
            .Activity<string, string>("sign", party => Task.FromResult("signed by " + party));
        await hub.StartAsync("settlement-1", SampleOrchestrators.Settle, "\"a deed\"");
        await hub.LookAsync();
        await hub.AdvanceAsync(TimeSpan.FromSeconds(2));
        await hub.AdvanceAsync(TimeSpan.FromDays(4));
        await hub.Client.RaiseEventAsync("settlement-1", "approval", "\"yes\"", Token);
        await hub.LookAsync();
        await hub.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(InstanceStatus.Completed, (await hub.ViewAsync("settlement-1")).Status);
        return await RecordedHistory.ExportAsync(hub.Client, "settlement-1", Token);
    }
}
