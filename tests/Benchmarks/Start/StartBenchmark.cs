using System.Diagnostics;
using System.Globalization;
using P8e.Azurite;
using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Report;
using P8e.Ports;

namespace P8e.Benchmarks.Start;

/// <summary>B12: the program from its start to its first 200, beside an empty ASP.NET Core minimal API built the same way; and its memory then. As built, and as eng/publish.sh makes it.</summary>
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
            var packagedResident = 0.0;
            var product = await PublishAsync(Path.Combine(folder.FullName, "product"));
            var nothing = await PublishAsync(Path.Combine(folder.FullName, "nothing"), "--empty-api");
            var measured = await Alternation.MeasureAsync(
                bench.Plan,
                [
                    new PoolOperation(async () => resident = Math.Max(resident, await StartProductAsync(PathOf("Functions", "P8e.Functions"), azurite))),
                    new PoolOperation(() => StartNothingAsync(PathOf("EmptyApi", "P8e.EmptyApi"))),
                    new PoolOperation(async () => packagedResident = Math.Max(packagedResident, await StartProductAsync(Path.Combine(product, "P8e.Functions"), azurite))),
                    new PoolOperation(() => StartNothingAsync(Path.Combine(nothing, "P8e.EmptyApi"))),
                ]);
            return new BenchmarkResult(
                "B12: start to the first 200",
                [
                    Row.Compare("P8e.Functions, standalone, as built", measured[0], "empty minimal API", measured[1], RatioMax),
                    Row.Compare("P8e.Functions, standalone, the published package", measured[2], "empty minimal API, published the same way", measured[3], RatioMax),
                ],
                [Resident("as built", resident), Resident("the published package", packagedResident)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Check Resident(string what, double mebibytes) => new(
        string.Create(CultureInfo.InvariantCulture, $"resident after the first 200, {what}, highest of all starts: {mebibytes:0} MiB of {ResidentMebibytesMax:0}"),
        mebibytes <= ResidentMebibytesMax);

    /// <summary>Publishes with eng/publish.sh; answers the folder of the program.</summary>
    private static async Task<string> PublishAsync(string output, params string[] further)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "eng", "publish.sh"), "--output", output, .. further]) { RedirectStandardOutput = true };
        using var publish = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(output, "app") : throw new InvalidOperationException($"eng/publish.sh failed:\n{said}");
    }

    private static async Task<double> StartProductAsync(string path, AzuriteServer azurite)
    {
        var address = Address();
        using var program = await StartedProgram.StartAsync(path, [], address, new Dictionary<string, string>
        {
            ["Host__HttpAddress"] = address.ToString().TrimEnd('/'),
            ["Host__Roles"] = "http,hub,timers",
            ["Host__Instance"] = "benchmark",
            ["Storage__ConnectionString"] = azurite.ConnectionString,
        });
        return program.ResidentMebibytes;
    }

    private static async Task StartNothingAsync(string path)
    {
        var address = Address();
        using var program = await StartedProgram.StartAsync(path, [address.ToString().TrimEnd('/')], address, new Dictionary<string, string>());
    }

    private static Uri Address() => new($"http://127.0.0.1:{StartedProgram.FreePort()}/");

    private static string PathOf(string project, string program) => Path.Combine(AppContext.BaseDirectory, "..", "..", project, Release, program);
}
