using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using P8e.EndToEnd.Tests.Support;
using P8e.ImitatedHost;
using P8e.ImitatedHost.Processes;
using P8e.Ports;

namespace P8e.EndToEnd.Tests.Cost;

/// <summary>The program as a custom handler under the imitated host, with everything counted that a deployment pays for.</summary>
internal sealed class CountedDeployment : IAsyncDisposable
{
    // A call more or less depends on the tick in which the block comes; a few bytes on the clock and the signatures.
    private const int RoundedCalls = 5;
    private const int RoundedKibibytes = 32;

    /// <summary>What an envelope pays for; the rest is the timers', envelope or not.</summary>
    private static readonly string[] OfEnvelopes = ["Access", "Contracts", "Executions", "Objects", "Outbox", "Scopes"];

    private readonly World _world = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly ConcurrentDictionary<string, int> _runs = new();
    private int _idleCalls;
    private CountingService _tables = null!;
    private CountingService _blobs = null!;
    private HandlerProcess _handler = null!;
    private ImitatedFunctionsHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static async Task<CountedDeployment> StartAsync()
    {
        var deployment = new CountedDeployment();
        await deployment.InitializeAsync();
        return deployment;
    }

    /// <summary>Counts one envelope of the contract KeepNote.</summary>
    /// <param name="text">The text of its record.</param>
    /// <param name="readers">Public keys of further readers.</param>
    internal async Task<EnvelopeCounts> CountAsync(string text, IEnumerable<string> readers)
    {
        var request = new JsonObject
        {
            ["contract"] = "org.example.published.KeepNote",
            ["records"] = new JsonObject { ["note"] = new JsonObject { ["text"] = text } },
            ["dataAccess"] = new JsonArray([.. readers.Select(reader => (JsonNode)reader)]),
        };
        var (tables, writes, blobs, bytes, transactions) = (_tables.Calls, _tables.Writes, _blobs.Writes, _tables.WrittenBytes + _blobs.WrittenBytes, (await _world.Chain.ReadTransactionsAsync(Token)).Count);
        _runs.Clear();
        _idleCalls = 0;
        await RunAsync(await PostAsync("SubmitExecution", "executions", request));

        var orchestrators = _runs.Keys.Where(function => HasTrigger(function, "orchestrationTrigger")).ToArray();
        var activities = _runs.Where(run => HasTrigger(run.Key, "activityTrigger")).Sum(run => run.Value);
        var counts = new EnvelopeCounts(
            1 + _runs.Values.Sum(),
            (4 * activities) + (3 * orchestrators.Length),
            RoundUp(OfEnvelopes.Sum(table => _tables.Calls.GetValueOrDefault(table) - tables.GetValueOrDefault(table)) - _idleCalls, RoundedCalls),
            _blobs.Writes.Values.Sum() - blobs.Values.Sum(),
            _tables.Writes.GetValueOrDefault("Objects") - writes.GetValueOrDefault("Objects"),
            (await _world.Chain.ReadTransactionsAsync(Token)).Count - transactions,
            RoundUp((int)((_tables.WrittenBytes + _blobs.WrittenBytes - bytes) / 1024), RoundedKibibytes));
        foreach (var (what, times) in _runs.Concat(OfEnvelopes.Select(table => KeyValuePair.Create(table, _tables.Calls.GetValueOrDefault(table) - tables.GetValueOrDefault(table)))))
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"{times} {what}");
        }

        return counts;
    }

    /// <summary>Storage calls of one tick of each timer when there is nothing to do.</summary>
    internal async Task<IReadOnlyDictionary<string, int>> CountIdleTicksAsync()
    {
        var ticks = new Dictionary<string, int>();
        foreach (var timer in Schedule.All.Keys)
        {
            // The first one may still find something, or load what is kept.
            await _host.TickAsync(timer, Token);
            var before = Calls();
            await _host.TickAsync(timer, Token);
            ticks[timer] = Calls() - before;
        }

        return ticks;

        int Calls() => _tables.Calls.Values.Sum() + _blobs.Calls.Values.Sum();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _handler.Dispose();
        await _tables.DisposeAsync();
        await _blobs.DisposeAsync();
        await _world.DisposeAsync();
    }

    private static int RoundUp(int count, int step) => (count + step - 1) / step * step;

    private static bool HasTrigger(string function, string type) =>
        File.ReadAllText(Path.Combine(Repository.Root, "functions", function, "function.json")).Contains($"\"{type}\"", StringComparison.Ordinal);

    private async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _tables = new CountingService(_world.Storage.TableEndpoint);
        _blobs = new CountingService(_world.Storage.BlobEndpoint);
        var settings = _world.Settings("unused");
        settings["Access__Mode"] = "Keys";
        settings["Contracts__Trusted"] = "*";
        settings["Storage__ConnectionString"] = _world.Storage.ConnectionString
            .Replace(_world.Storage.TableEndpoint.ToString(), _tables.Endpoint.ToString(), StringComparison.Ordinal)
            .Replace(_world.Storage.BlobEndpoint.ToString(), _blobs.Endpoint.ToString(), StringComparison.Ordinal);
        _handler = await HandlerProcess.StartAsync(ChildProgram.PathOf("P8e.Functions"), settings, Token);
        _host = await ImitatedFunctionsHost.StartAsync(_handler.Address, _clock, FunctionOf, escapes: false, rewinds: true, checksDeterminism: false, Token);
        _host.Calls.Authorization = $"Bearer {(await _world.MakeKeyAsync("operate:originator submit:originator", Token)).Text}";
        await RunAsync(await PostAsync("PublishContract", "contracts", new JsonObject
        {
            ["contracts"] = Convert.ToBase64String(await File.ReadAllBytesAsync(ChildProgram.PathOf("P8e.PublishedContracts"), Token)),
            ["records"] = Convert.ToBase64String(await File.ReadAllBytesAsync(ChildProgram.PathOf("P8e.SampleRecords"), Token)),
        }));
    }

    // Asked once for every call that the host makes.
    private string FunctionOf(string name)
    {
        var function = name.Replace('.', '_');
        _runs.AddOrUpdate(function, 1, (_, runs) => runs + 1);
        return function;
    }

    private async Task<string> PostAsync(string function, string path, JsonObject body)
    {
        var (status, _, answer) = await _host.Calls.CallHttpAsync(function, "POST", new Uri("http://localhost:7071/api/v1/" + path), body.ToJsonString(), _host.Client, Token);
        Assert.True(status == 202, answer);
        return JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("id").GetString()!;
    }

    // How many ticks find nothing new before the block comes depends on the machine: they are the timer's, not the envelope's.
    private async Task FollowAsync()
    {
        var (calls, writes) = (Sum(_tables.Calls), Sum(_tables.Writes));
        await _host.TickAsync("FollowChain", Token);
        _idleCalls += Sum(_tables.Writes) == writes ? Sum(_tables.Calls) - calls : 0;

        static int Sum(Dictionary<string, int> counts) => OfEnvelopes.Sum(table => counts.GetValueOrDefault(table));
    }

    private async Task RunAsync(string id)
    {
        while (_host.View(id).Status is not ("Completed" or "Failed" or "Terminated"))
        {
            await _host.RunAsync(Token);
            await FollowAsync();
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        var (status, output) = _host.View(id);
        Assert.True(status == "Completed", output);
    }
}
