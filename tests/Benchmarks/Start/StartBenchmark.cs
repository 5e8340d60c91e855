using System.Globalization;
using P8e.Azurite;
using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Report;

namespace P8e.Benchmarks.Start;

/// <summary>B12: the program from its start to its first 200, beside an empty ASP.NET Core minimal API built the same way; and its memory then.</summary>
internal sealed class StartBenchmark : IBenchmark
{
    private const double RatioMax = 1.3;
    private const double ResidentMebibytesMax = 80;

    private static readonly string Release = new DirectoryInfo(AppContext.BaseDirectory).Name;

    public string Name => "B12";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        var folder = Directory.CreateTempSubdirectory("p8e-start-");
        try
        {
            await using var azurite = await AzuriteServer.StartAsync(folder.FullName, CancellationToken.None);
            var resident = 0.0;
            var measured = await Alternation.MeasureAsync(
                bench.Plan,
                [new PoolOperation(async () => resident = Math.Max(resident, await StartProductAsync(azurite))), new PoolOperation(StartNothingAsync)]);
            return new BenchmarkResult(
                "B12: start to the first 200",
                [Row.Compare("P8e.Functions, standalone", measured[0], "empty minimal API", measured[1], RatioMax)],
                [
                    new Check(
                        string.Create(CultureInfo.InvariantCulture, $"resident after the first 200, highest of all starts: {resident:0} MiB of {ResidentMebibytesMax:0}"),
                        resident <= ResidentMebibytesMax),
                ]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> StartProductAsync(AzuriteServer azurite)
    {
        var address = Address();
        using var program = await StartedProgram.StartAsync(PathOf("Functions", "P8e.Functions"), [], address, new Dictionary<string, string>
        {
            ["Host__HttpAddress"] = address.ToString().TrimEnd('/'),
            ["Host__Roles"] = "http,hub,timers",
            ["Host__Instance"] = "benchmark",
            ["Storage__ConnectionString"] = azurite.ConnectionString,
        });
        return program.ResidentMebibytes;
    }

    private static async Task StartNothingAsync()
    {
        var address = Address();
        using var program = await StartedProgram.StartAsync(PathOf("EmptyApi", "P8e.EmptyApi"), [address.ToString().TrimEnd('/')], address, new Dictionary<string, string>());
    }

    private static Uri Address() => new($"http://127.0.0.1:{StartedProgram.FreePort()}/");

    private static string PathOf(string project, string program) => Path.Combine(AppContext.BaseDirectory, "..", "..", project, Release, program);
}
