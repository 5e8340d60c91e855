namespace P8e.Benchmarks.Store;

/// <summary>Our server and the one that answers constants, started for one size of objects.</summary>
internal sealed class StoreWork : IAsyncDisposable
{
    private const int Rounds = 3;
    private const int Stored = 64;
    private const int LongStored = 16;
    private const int LongBytes = 1 << 24;

    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(1200);

    private readonly ObjectRequests _requests;
    private readonly StoreProcess _ours;
    private readonly StoreProcess _bare;
    private readonly int _contentBytes;
    private readonly int _stored;
    private long _number;

    private StoreWork(ObjectRequests requests, StoreProcess ours, StoreProcess bare, int contentBytes)
    {
        (_requests, _ours, _bare, _contentBytes) = (requests, ours, bare, contentBytes);
        _number = _stored = contentBytes < LongBytes ? Stored : LongStored;
    }

    /// <summary>Starts both and lets them warm up.</summary>
    internal static async Task<StoreWork> StartAsync(int contentBytes)
    {
        var requests = await ObjectRequests.MakeAsync(contentBytes);
        var bare = await StoreProcess.StartAsync("constant", requests.ContainerBytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var work = new StoreWork(requests, await StoreProcess.StartAsync("lengths"), bare, contentBytes);
        using (var client = new LoadClient(work._ours.Address, requests))
        {
            for (var number = 0; number < work._stored; number++)
            {
                await client.PutAsync(number);
            }
        }

        foreach (var isPut in (bool[])[true, false])
        {
            _ = await work.RoundAsync(work._ours, isPut, 4, WarmUp);
            _ = await work.RoundAsync(work._bare, isPut, 4, WarmUp);
        }

        return work;
    }

    /// <summary>Measures one kind of call at both, in turns.</summary>
    internal async Task<StorePair> MeasureAsync(bool isPut, int clients)
    {
        var (idle, bareIdle) = (await _ours.CollectAsync(), await _bare.CollectAsync());
        List<LoadRound> ours = [], bare = [];
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await RoundAsync(_ours, isPut, clients, RoundTime));
            bare.Add(await RoundAsync(_bare, isPut, clients, RoundTime));
        }

        return new StorePair(
            isPut, _contentBytes, clients, new StoreFigures(ours, idle.ResidentKibibytes), new StoreFigures(bare, bareIdle.ResidentKibibytes));
    }

    public async ValueTask DisposeAsync()
    {
        await _ours.DisposeAsync();
        await _bare.DisposeAsync();
    }

    private async Task<LoadRound> RoundAsync(StoreProcess server, bool isPut, int count, TimeSpan time)
    {
        LoadClient[] clients = [.. Enumerable.Range(0, count).Select(_ => new LoadClient(server.Address, _requests))];
        try
        {
            await Task.WhenAll(clients.Select(client => client.GetAsync(0))); // Connects.
            return await LoadRound.RunAsync(server, clients, isPut ? client => client.PutAsync(Interlocked.Increment(ref _number)) : client => client.GetAsync(Interlocked.Increment(ref _number) % _stored), time);
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }
    }
}
