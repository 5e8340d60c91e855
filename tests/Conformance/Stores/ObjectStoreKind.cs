using System.Runtime.CompilerServices;
using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;
using P8e.Conformance.Stores.Replication;
using P8e.Conformance.Stores.Scenarios;
using P8e.Conformance.Stores.Server;

namespace P8e.Conformance.Stores;

/// <summary>
/// Recorded calls of the reference object store (<c>vectors/object-store</c>), made again against our store on a real server over adapters in memory. The path is
/// the folder, or one of its files; <c>dime.json</c> lies in it or one folder up. The run ends with a table of what was compared and of every difference that is meant.
/// </summary>
/// <param name="cases">Ids of the cases to run; empty for all.</param>
public sealed class ObjectStoreKind(IReadOnlyList<string> cases) : IConformanceKind
{
    private static readonly IStoreScenario[] s_scenarios =
    [
        new ParallelPuts(), new ParallelStreams(), new Pings(), new DroppedConnection(), new ParallelGets(), new CancelledGet(), new GetAfterPut(), new ParallelAdds(),
        new ObjectsOfOneHash(), new Untold(),
    ];

    private readonly Tally _tally = new();

    /// <inheritdoc/>
    public string Name => "object-store";

    /// <inheritdoc/>
    public IEnumerable<string> Summary => _tally.Lines();

    /// <inheritdoc/>
    public IReadOnlyList<string> Units(string path)
    {
        var files = File.Exists(path) ? [path] : Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal).ToArray() : [];
        return files is [_] ? files : [.. files.Where(StoreRecording.IsOne)];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaseResult> RunAsync(string unit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var recording = StoreRecording.Open(unit);
        await using var stores = new StoreFarm();
        await using var stage = new ReplicationStage();
        foreach (var recorded in Chosen([.. recording.Cases]))
        {
            var result = await CaseResult.OfAsync(recorded.Id, () => WholeAsync(() => IsOfReplication(recorded) ? new ReplicationCase(recorded, stage, _tally).RunAsync(cancellationToken) : RunAsync(recorded, stores, cancellationToken)));
            _tally.CountCase(recording.Name, recorded.Steps.Count, result);
            yield return result;
        }
    }

    /// <summary>The cases that were asked for, and before each that goes on with the same servers those that it goes on from.</summary>
    private IEnumerable<StoreCase> Chosen(StoreCase[] all)
    {
        var isChosen = Array.ConvertAll(all, candidate => cases.Count == 0 || cases.Contains(candidate.Id) || StoreFarm.NeedsEarlierCases(candidate));
        for (var i = all.Length - 1; i > 0; i--)
        {
            isChosen[i - 1] |= isChosen[i] && ReplicationStage.GoesOn(all[i]);
        }

        return all.Where((_, i) => isChosen[i]);
    }

    /// <summary>Whether the recorded server sent objects on; the recorder called such servers ra and rb.</summary>
    private static bool IsOfReplication(StoreCase recorded) => recorded.Instance is "ra" or "rb" or "ra and rb";

    /// <summary>One case that cannot be run at all is a failure of that case, not of the file.</summary>
    private static async Task WholeAsync(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IOException or TimeoutException or NotSupportedException or OverflowException or System.Text.Json.JsonException)
        {
            throw new MismatchException($"{error.GetType().Name}: {error.Message}");
        }
    }

    private async Task RunAsync(StoreCase recorded, StoreFarm stores, CancellationToken cancellationToken)
    {
        var setup = StoreSetup.Of(recorded);
        var (store, names) = await stores.ForAsync(recorded, setup, cancellationToken);
        if (recorded.Steps.Count == 0)
        {
            await s_scenarios.First(scenario => scenario.Fits(recorded)).RunAsync(new ScenarioContext(recorded, store, _tally), cancellationToken);
            return;
        }

        await new StoreCaseRun(recorded, store, setup, names, _tally).RunAsync(cancellationToken);
    }
}
