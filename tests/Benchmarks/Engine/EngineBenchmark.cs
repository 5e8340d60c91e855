using System.Diagnostics;
using System.Globalization;
using P8e.Azure.Configuration;
using P8e.Azure.Hub;
using P8e.Azurite;
using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Report;
using P8e.Ports.Durable;

namespace P8e.Benchmarks.Engine;

/// <summary>B7: activities one after the other on the embedded hub, beside plain awaits of the same delegate.</summary>
internal sealed class EngineBenchmark : IBenchmark
{
    private const double MicrosecondsPerActivityMax = 150;
    private const double GrowthMax = 12;
    private const int AzuriteActivities = 64;

    private static readonly int[] Lengths = [8, 64, 512];

    public string Name => "B7";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        await using var work = new EngineWork(new InMemoryHubStore());
        var contenders = Lengths.Select(length => (IContender)new PoolOperation(() => work.RunAsync(length)))
            .Concat(Lengths.Select(length => new PoolOperation(() => AwaitAsync(length))));
        var series = await Alternation.MeasureAsync(bench.Plan, [.. contenders]);
        var rows = new List<Row>();
        for (var i = 0; i < Lengths.Length; i++)
        {
            var operation = string.Create(CultureInfo.InvariantCulture, $"{Lengths[i]} activities, {series[i].Microseconds / Lengths[i]:0} µs each");
            var budget = string.Create(CultureInfo.InvariantCulture, $"{MicrosecondsPerActivityMax:0} µs each");
            rows.Add(Row.Against(operation, series[i], budget, MicrosecondsPerActivityMax * Lengths[i], 1));
            rows.Add(Row.Compare(operation, series[i], "plain awaits", series[i + Lengths.Length]));
        }

        var growth = series[2].RatioTo(series[1]);
        List<Check> checks =
        [
            new(string.Create(CultureInfo.InvariantCulture, $"512 activities take {growth:0.0} times as long as 64 (≤ {GrowthMax:0}; replay at every step would go to 64)"), growth <= GrowthMax),
        ];
        if (!bench.IsQuick)
        {
            checks.Add(await CheckAzuriteAsync());
        }

        return new BenchmarkResult("B7: activities one after the other", rows, checks);
    }

    private static async Task<int> AwaitAsync(int length)
    {
        var value = 0;
        for (var done = 0; done < length; done++)
        {
            value = await AddOne.AddAsync(value);
        }

        return value;
    }

    /// <summary>For information: the emulator bounds it.</summary>
    private static async Task<Check> CheckAzuriteAsync()
    {
        AzuriteServer server;
        try
        {
            server = await AzuriteServer.StartAsync();
        }
        catch (InvalidOperationException error)
        {
            return new Check($"over Azurite: not here ({error.Message})", null);
        }

        await using (server)
        {
            var clients = new StorageClients(new StorageOptions { ConnectionString = server.ConnectionString }, TimeProvider.System);
            await using var work = new EngineWork(new TableHubStore(clients.Tables, "bench", Guid.NewGuid));
            await work.RunAsync(8);
            var calls = work.Store.Calls;
            var start = Stopwatch.GetTimestamp();
            await work.RunAsync(AzuriteActivities);
            var each = Stopwatch.GetElapsedTime(start).TotalMilliseconds / AzuriteActivities;
            return new Check(
                string.Create(CultureInfo.InvariantCulture, $"over Azurite, {AzuriteActivities} activities: {(double)(work.Store.Calls - calls) / AzuriteActivities:0.00} storage calls and {each:0.0} ms each"),
                null);
        }
    }
}
