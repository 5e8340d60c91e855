using System.Globalization;
using P8e.Azure.Configuration;
using P8e.Azure.Objects;
using P8e.Azurite;
using P8e.Benchmarks.Report;
using P8e.ObjectStore;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Remote;
using P8e.Ports.Objects;
using P8e.Protocol.Identifiers;
using P8e.StoreServer;

namespace P8e.Benchmarks.Store;

/// <summary>LO: a long object there and back: sealed, put, got, opened and checked; how much more memory it takes than idling. 256 MiB, with <c>--long</c> 2 GiB.</summary>
internal sealed class LongObjectBenchmark : IBenchmark
{
    private const long Mebibyte = 1 << 20;
    private const double KibibytesPerMebibyte = 1024;

    /// <summary>Issue 6.</summary>
    private const double ExtraMebibytesMax = 64;

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public string Name => "LO";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        var size = (bench.IsQuick ? 16 : bench.IsLong ? 2048 : 256) * Mebibyte;
        var folder = Directory.CreateTempSubdirectory("p8e-long-");
        var checks = new List<Check>();
        try
        {
            checks.Add(await LocalAsync("in one process, payload in a file", size, new FileBlobs(folder.FullName), new InMemoryObjectIndex()));
            checks.AddRange(await RemoteAsync(size, folder.FullName));
            if (!bench.IsQuick)
            {
                checks.Add(await AzuriteAsync());
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return new BenchmarkResult("LO: a long object there and back", [], checks);
    }

    private static async Task<Check> LocalAsync(string way, long size, IObjectBlobs blobs, IObjectIndex index)
    {
        var store = new LocalObjectStore(AffiliateName.Parse("bench"), blobs, index, new ObjectStoreOptions(), new Cryptography.SystemRandomSource(), TimeProvider.System);
        var trip = await RoundTrip.RunAsync(store, size);
        return Judge(way, size, trip, trip.ExtraMebibytes);
    }

    private static async Task<List<Check>> RemoteAsync(long size, string folder)
    {
        await using var server = await StoreProcess.StartAsync("files", folder);
        using var connection = new RemoteConnection(new RemoteStoreOptions { Name = "bench", Address = server.Address.ToString() }, TimeProvider.System);
        var store = new GrpcObjectStore(connection);
        _ = await RoundTrip.RunAsync(store, 4 * Mebibyte); // What is used once stays.
        var idle = await server.CollectAsync();
        var trip = await RoundTrip.RunAsync(store, size);
        var used = await server.UsageAsync();
        return
        [
            Judge("over gRPC, the server", size, trip, (used.PeakKibibytes - idle.ResidentKibibytes) / KibibytesPerMebibyte),
            Judge("over gRPC, the client", size, trip, trip.ExtraMebibytes),
        ];
    }

    private static async Task<Check> AzuriteAsync()
    {
        try
        {
            await using var azurite = await AzuriteServer.StartAsync();
            var clients = new StorageClients(new StorageOptions { ConnectionString = azurite.ConnectionString }, TimeProvider.System);
            return await LocalAsync("in one process, over Azurite", 256 * Mebibyte, new BlobObjectBlobs(clients.Blobs), new TableObjectIndex(clients.Tables));
        }
        catch (InvalidOperationException error)
        {
            return new Check($"over Azurite: not here ({error.Message})", null);
        }
    }

    private static Check Judge(string way, long size, RoundTrip trip, double? extra) => new(
        string.Create(
            Culture,
            $"{size / Mebibyte:#,0} MiB {way}: {extra:0.0} MiB more than idle at the worst moment (≤ {ExtraMebibytesMax}); put at {size / Mebibyte / trip.PutSeconds:#,0} MiB/s, opened in two readings at {size / Mebibyte / trip.OpenSeconds:#,0} MiB/s"),
        extra is null ? null : extra <= ExtraMebibytesMax);
}
