using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using P8e.Azure.Configuration;
using P8e.Azure.Objects;
using P8e.Azurite;
using P8e.Cryptography.Ecies;
using P8e.ObjectStore;
using P8e.ObjectStore.Sealing;
using P8e.ObjectStore.Sweeping;
using P8e.Ports;
using P8e.Protocol.Identifiers;
using P8e.PutLoop;

namespace P8e.Azure.Tests.Objects;

/// <summary>
/// A real process that puts objects is killed with SIGKILL at a random moment: every object that it acknowledged reads back byte for byte,
/// and no row is without its bytes.
/// </summary>
public sealed class KilledPutTests(SharedAzurite azurite)
{
    private const int ShortRuns = 5;
    private const int LongRuns = 30;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Runs =>
        [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("P8E_LONG") == "1" ? LongRuns : ShortRuns)];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Put_ProcessKilledAtARandomMoment_LosesNothingAcknowledged(int run)
    {
        var server = await azurite.ServerAsync();
        var affiliate = FreshAffiliates.Next();
        var clients = new StorageClients(new StorageOptions { ConnectionString = server.ConnectionString }, TimeProvider.System);

        var acknowledged = await PutUntilKilledAsync(server.ConnectionString, affiliate, run);

        await AssertAllReadBackAsync(PutLoopProgram.Open(clients, affiliate), run, acknowledged);
        var report = await SweepAsync(clients, affiliate);
        Assert.InRange(report.BlobsRemoved, 0, 1); // One put at a time leaves at most one blob.
        await AssertAllReadBackAsync(PutLoopProgram.Open(clients, affiliate), run, acknowledged);
    }

    private static async Task<List<(int Number, string Hash)>> PutUntilKilledAsync(string connectionString, AffiliateName affiliate, int seed)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "P8e.PutLoop.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, connectionString, affiliate.ToString(), $"{seed}"])
        {
            RedirectStandardOutput = true,
        })!;
        var acknowledged = new List<(int, string)>();
        var first = new TaskCompletionSource();
        var reading = Task.Run(
            async () =>
            {
                while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
                {
                    var parts = line.Split(' ');
                    acknowledged.Add((int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]));
                    first.TrySetResult();
                }
            },
            Token);

        // The moment is random on purpose, the only thing here that is; after the first acknowledgement, so that there is something to lose.
        await first.Task.WaitAsync(Token);
        using var moment = new CancellationTokenSource(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, 1500)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => process.WaitForExitAsync(moment.Token));
        process.Kill();
        await process.WaitForExitAsync(Token);
        await reading;
        return acknowledged;
    }

    private static async Task AssertAllReadBackAsync(SealedObjects objects, int seed, List<(int Number, string Hash)> acknowledged)
    {
        using var owner = PutLoopProgram.Owner();
        foreach (var (number, hash) in acknowledged)
        {
            using var opened = await objects.OpenAsync(ObjectHash.Parse(hash), new LocalKeyAgreement(owner), Token);
            Assert.Equal(LoopContent.Make(seed, number), await opened.ReadAllBytesAsync(int.MaxValue, Token));
        }
    }

    private static async Task<SweepReport> SweepAsync(StorageClients clients, AffiliateName affiliate)
    {
        var later = new ManualTimeProvider(TimeProvider.System.GetUtcNow().AddDays(2));
        var sweeper = new ObjectSweeper(new BlobObjectBlobs(clients.Blobs), new TableObjectIndex(clients.Tables), new ObjectStoreOptions(), later);
        await foreach (var row in sweeper.FindRowsWithoutBytesAsync(affiliate, Token))
        {
            Assert.Fail($"object {row.Key} has a row, but not its bytes");
        }

        return await sweeper.SweepAsync(affiliate, Token);
    }
}
