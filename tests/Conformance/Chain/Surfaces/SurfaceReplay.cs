using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using P8e.Devchain.Blocks;
using P8e.Devchain.Queries;
using P8e.Devchain.Surfaces;
using P8e.Devchain.Surfaces.Rest;

namespace P8e.Conformance.Chain.Surfaces;

/// <summary>
/// Plays the recorded queries and calls against the surfaces of a chain that all recorded transactions were delivered to. The recordings were
/// made in the order queries, fees, calls, and at last some more queries; their heights tell where.
/// </summary>
internal sealed class SurfaceReplay(DevChain chain, Mempool mempool, byte[] genesis)
{
    private const string Queries = "queries.json";
    private const string Fees = "flatfees.json";
    private const string Calls = "comet-rpc.json";
    private readonly SettableClock _clock = new(TimeProvider.System);

    /// <summary>Where the recorded queries of a chain are: with its transactions, or in a folder beside them; null when there are none.</summary>
    internal static string? Find(string folder) => new[] { folder, Path.Combine(folder, "surfaces") }.FirstOrDefault(place => File.Exists(Path.Combine(place, Queries)));

    internal async IAsyncEnumerable<CaseResult> RunAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _clock.Set(DateTimeOffset.FromUnixTimeSeconds(chain.Time.Seconds + 1));
        var producer = new BlockProducer(chain, mempool, _clock);
        await using var host = await DevchainHost.StartAsync(new ChainNode(chain, mempool, genesis), producer, _clock, default, cancellationToken);
        using var client = new SurfaceClient(host.Addresses);
        var settings = chain.Settings;
        var comparison = new QueryComparison(client, new QueryTable(), new ProtoJson(new AnyTypes(settings.Registry), settings.Addresses));
        using var queries = await ReadAsync(folder, Queries, cancellationToken);
        using var fees = await ReadAsync(folder, Fees, cancellationToken);
        using var calls = await ReadAsync(folder, Calls, cancellationToken);
        var ordered = InOrder(queries.RootElement.GetProperty("queries"), out var callsAt);
        foreach (var (query, height) in ordered.Where(query => query.Height <= callsAt))
        {
            MakeBlocks(height);
            yield return await PlayAsync(Queries, query, comparison.DifferenceAsync(query, cancellationToken));
        }

        foreach (var query in fees.RootElement.GetProperty("queries").EnumerateArray())
        {
            yield return await PlayAsync(Fees, query, comparison.DifferenceAsync(query, cancellationToken));
        }

        await foreach (var result in PlayCallsAsync(client, producer, calls.RootElement.GetProperty("calls"), cancellationToken))
        {
            yield return result;
        }

        foreach (var (query, height) in ordered.Where(query => query.Height > callsAt))
        {
            MakeBlocks(height);
            yield return await PlayAsync(Queries, query, comparison.DifferenceAsync(query, cancellationToken));
        }
    }

    private static async IAsyncEnumerable<CaseResult> PlayCallsAsync(
        SurfaceClient client, BlockProducer producer, JsonElement calls, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Calls that send a transaction and wait for its block need somebody who makes one.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var production = producer.RunOnDemandAsync(_ => { }, end.Token);
        foreach (var call in calls.EnumerateArray().Where(CometComparison.IsComplete))
        {
            yield return await PlayAsync(Calls, call, CometComparison.DifferenceAsync(client, call, cancellationToken));
        }

        await end.CancelAsync();
        await production;
    }

    private static async Task<CaseResult> PlayAsync(string file, JsonElement recorded, Task<string?> play)
    {
        string? failure;
        try
        {
            failure = await play;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or InvalidOperationException or FormatException)
        {
            failure = $"{fault.GetType().Name}: {fault.Message}";
        }

        return new CaseResult($"{file}/{recorded.GetProperty("id").GetString()}", failure);
    }

    /// <summary>Every query with the height it was asked at; those that name none, or a past one, were asked at that of their neighbour.</summary>
    private static List<(JsonElement Query, long Height)> InOrder(JsonElement queries, out long firstRound)
    {
        List<(JsonElement, long)> ordered = [];
        var height = 0L;
        firstRound = 0;
        foreach (var query in queries.EnumerateArray())
        {
            if (!query.TryGetProperty("grpcMetadata", out _) && query.TryGetProperty("responseHeightMetadata", out var text)
                && long.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var told))
            {
                // A gap means that the calls came between.
                firstRound = firstRound == 0 && height > 0 && told > height + 20 ? height : firstRound;
                height = told;
            }

            ordered.Add((query, height));
        }

        firstRound = firstRound == 0 ? height : firstRound;
        return ordered;
    }

    private void MakeBlocks(long height)
    {
        while (chain.Height < height)
        {
            mempool.MakeBlock(chain.Time.Plus(TimeSpan.FromTicks(1)));
        }
    }

    private static async Task<JsonDocument> ReadAsync(string folder, string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(Path.Combine(folder, file));
        return await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
    }
}
