using P8e.Conformance.Stores.Calls;
using P8e.Conformance.Stores.Recording;
using P8e.Conformance.Stores.Server;
using P8e.Cryptography.Dime;
using P8e.ObjectStore.Replication;

namespace P8e.Conformance.Stores.Replication;

/// <summary>One of our stores with what sends its objects on.</summary>
internal sealed class Sender : IAsyncDisposable
{
    private readonly ReplicationOptions _options;
    private readonly TimeProvider _clock;
    private Replicator _replicator;

    private Sender(StoreUnderTest store, StoreCaller caller, StoreSetup setup, ReplicationOptions options, TimeProvider clock)
    {
        (Store, Caller, Setup, _options, _clock) = (store, caller, setup, options, clock);
        _replicator = Open();
    }

    internal StoreUnderTest Store { get; }

    internal StoreCaller Caller { get; }

    internal StoreSetup Setup { get; }

    internal static async Task<Sender> StartAsync(StoreCase recorded, string name, TimeProvider clock, string? authorities, CancellationToken cancellationToken)
    {
        var settings = name == "rb" ? "settingsOfRb" : "settings";
        var setup = StoreSetup.Of(recorded, settings, name);
        var options = new ReplicationOptions
        {
            // The recorder's servers and peers are on one machine, and so are ours.
            Allowed = ["127.0.0.0/8", "::1/128"],
            AuthorityFile = authorities,
            RoundPatience = TimeSpan.FromMilliseconds(500),
            BackoffMin = Seconds(recorded, settings, "BACKOFF_MIN_WAIT", 30),
            BackoffMax = Seconds(recorded, settings, "BACKOFF_MAX_WAIT", 1920),
            BatchSize = (int)Seconds(recorded, settings, "REPLICATION_BATCH_SIZE", 10).TotalSeconds,
        };
        var store = await StoreUnderTest.StartAsync(setup, cancellationToken, clock);
        return new Sender(store, await StoreCaller.ConnectAsync(store.Address, cancellationToken), setup, options, clock);
    }

    /// <summary>Sends what is due now.</summary>
    internal Task RunAsync(CancellationToken cancellationToken) => _replicator.RunOnceAsync(cancellationToken);

    /// <summary>Ends what sends, and begins again with what the store holds.</summary>
    internal async Task RestartAsync()
    {
        await _replicator.DisposeAsync();
        _replicator = Open();
    }

    /// <summary>What ever waited, in the recordings' words: container, key, and whether it has left.</summary>
    internal async Task<SortedSet<string>> QueueAsync(IReadOnlyDictionary<string, string> keyNames, CancellationToken cancellationToken)
    {
        Dictionary<Guid, string> numbers = [];
        await foreach (var row in Store.Index.ListAfterAsync(StoreUnderTest.Affiliate, null, cancellationToken))
        {
            numbers[row.ObjectId] = ReceivedPut.NumberOf(DimeHeader.Parse(row.Header.Span).ContainerId);
        }

        return new SortedSet<string>(
            Store.Replication.All.Select(entry => Line(numbers.GetValueOrDefault(entry.Row.ObjectId, "?"), keyNames.GetValueOrDefault(entry.Row.Reader.ToString(), "text"), entry.HasLeft)),
            StringComparer.Ordinal);
    }

    /// <summary>One line of a queue.</summary>
    internal static string Line(string container, string key, bool isReplicated) => $"{container} for {key}: {(isReplicated ? "sent" : "waits")}";

    public async ValueTask DisposeAsync()
    {
        await _replicator.DisposeAsync();
        await Caller.DisposeAsync();
        await Store.DisposeAsync();
    }

    private static TimeSpan Seconds(StoreCase recorded, string settings, string name, int otherwise) =>
        TimeSpan.FromSeconds(int.TryParse(recorded.Setting(name, settings), out var seconds) ? seconds : otherwise);

    private Replicator Open() => new(StoreUnderTest.Affiliate, Store.Keys, Store.Replication, Store.Index, Store.Blobs, _options, _clock);
}
