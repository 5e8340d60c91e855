using System.Globalization;
using P8e.Azurite;
using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Report;

namespace P8e.Benchmarks.Store;

/// <summary>The same calls over Azurite with 8 clients, for information: how much of it is the emulator's.</summary>
internal static class AzuriteLoad
{
    private const int Clients = 8;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(2);

    internal static async Task<IEnumerable<Check>> RunAsync(IReadOnlyList<int> sizes)
    {
        AzuriteServer azurite;
        try
        {
            azurite = await AzuriteServer.StartAsync();
        }
        catch (InvalidOperationException error)
        {
            return [new Check($"over Azurite: not here ({error.Message})", null)];
        }

        await using (azurite)
        {
            await using var server = await StoreProcess.StartAsync("azurite", azurite.ConnectionString);
            var checks = new List<Check>();
            foreach (var size in sizes)
            {
                checks.AddRange(await MeasureAsync(server, size));
            }

            return checks;
        }
    }

    private static async Task<List<Check>> MeasureAsync(StoreProcess server, int contentBytes)
    {
        var requests = await ObjectRequests.MakeAsync(contentBytes);
        LoadClient[] clients = [.. Enumerable.Range(0, Clients).Select(_ => new LoadClient(server.Address, requests))];
        try
        {
            // Each size has keys of its own: a key has many objects only when its readers differ.
            var first = (long)contentBytes << 32;
            var number = first;
            await Task.WhenAll(clients.Select(client => client.PutAsync(Interlocked.Increment(ref number))));
            var checks = new List<Check>();
            foreach (var isPut in (bool[])[true, false])
            {
                var azurite = ChildUsage.Milliseconds("node");
                var round = await LoadRound.RunAsync(
                    server, clients, isPut ? client => client.PutAsync(Interlocked.Increment(ref number)) : client => client.GetAsync(first + 1 + (Interlocked.Increment(ref number) % Clients)), Time);
                var spent = ChildUsage.Milliseconds("node") - azurite;
                var name = string.Create(CultureInfo.InvariantCulture, $"{(isPut ? "put" : "get")} {contentBytes >> 10} KiB");
                checks.Add(new Check(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"over Azurite, {name}, {Clients} clients: {round.PerSecond:#,0}/s; ours {round.ProcessorNanoseconds / 1e6:0.00} ms of processor time a call, Azurite's {spent / round.Calls:0.00} ms: {spent / (spent + (round.ProcessorNanoseconds / 1e6 * round.Calls)):0 %} of both, busy {spent / 1000 / round.Seconds:0 %} of the time"),
                    null));
            }

            return checks;
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }
    }
}
