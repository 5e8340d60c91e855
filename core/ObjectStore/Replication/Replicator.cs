using System.Net;
using System.Net.Security;
using P8e.Cryptography.Tls;
using P8e.Grpc.Client;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Replication;

/// <summary>
/// Sends objects to the stores of readers who are at home elsewhere (object-store 6.7): each object until it has arrived, each peer by itself. What
/// is to be sent stands in the index, so that another process goes on where this one ended; only how peers have done lately is in memory.
/// </summary>
public sealed class Replicator : IAsyncDisposable
{
    private static readonly TimeSpan ReapEvery = TimeSpan.FromHours(1);

    private readonly AffiliateName _affiliate;
    private readonly IPublicKeys _keys;
    private readonly IReplicationIndex _queue;
    private readonly IObjectIndex _index;
    private readonly IObjectBlobs _blobs;
    private readonly ReplicationOptions _options;
    private readonly TimeProvider _clock;
    private readonly PeerDialer _dialer;
    private readonly SslClientAuthenticationOptions? _tls;
    private readonly SemaphoreSlim _turns;
    private readonly Dictionary<string, Peer> _peers = [];
    private readonly CancellationTokenSource _end = new();
    private DateTimeOffset _reapAt = DateTimeOffset.MinValue;
    private bool _isDisposed;

    /// <summary>Makes a replicator.</summary>
    /// <param name="affiliate">Whose store.</param>
    /// <param name="keys">Who is at home where.</param>
    /// <param name="queue">What waits to be sent.</param>
    /// <param name="index">The objects.</param>
    /// <param name="blobs">Their long payloads.</param>
    /// <param name="options">Settings.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="resolve">Looks a host's name up; null for the system's way.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ConfigurationInvalid"/> or <see cref="ErrorCodes.PeerUrlInvalid"/>: a setting is not one.</exception>
    public Replicator(
        AffiliateName affiliate,
        IPublicKeys keys,
        IReplicationIndex queue,
        IObjectIndex index,
        IObjectBlobs blobs,
        ReplicationOptions options,
        TimeProvider clock,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        foreach (var peer in options.Peers)
        {
            _ = PeerUrl.Parse(peer.Url);
        }

        (_affiliate, _keys, _queue, _index, _blobs, _options, _clock) = (affiliate, keys, queue, index, blobs, options, clock);
        _dialer = new PeerDialer(new AddressRules(options), resolve ?? Dns.GetHostAddressesAsync);
        _tls = options.AuthorityFile is { } file ? TlsAuthorities.TrustAlso(file) : null;
        _turns = new SemaphoreSlim(options.PeersAtOnce);
    }

    /// <summary>
    /// Sends what is due. Does not wait for peers that take longer than <see cref="ReplicationOptions.RoundPatience"/>: what is on its way to them goes
    /// on until the next round sees to it, or this object is disposed. Not to be called again before it has returned.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting; what is on its way goes on.</param>
    /// <returns>When to call again at the latest, as far as is known; null when nothing waits.</returns>
    /// <exception cref="P8eException">Our own storage failed; peers that it did not concern were served.</exception>
    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var keys = await _keys.ListAsync(_affiliate, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        await ReapAsync(keys.Where(key => key.Url.Length == 0), cancellationToken).ConfigureAwait(false);
        var homes = keys.Where(key => key.Url.Length > 0).ToLookup(key => Normal(key.Url), key => key.Reader);
        Forget(homes);
        foreach (var home in homes)
        {
            var peer = Find(home.Key);
            // What went wrong since the last round is told first, by this one.
            if (peer.Round is { IsCompleted: true, IsFaulted: false })
            {
                peer.Round = RunPeerAsync(peer, [.. home], _end.Token);
            }
        }

        await AllRounds().WaitAsync(_options.RoundPatience, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return await SumUpAsync().ConfigureAwait(false);
    }

    /// <summary>Cuts off what is under way, which is sent again later, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _end.CancelAsync().ConfigureAwait(false);
        await AllRounds().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var peer in _peers.Values)
        {
            peer.Dispose();
        }

        _turns.Dispose();
        _end.Dispose();
    }

    /// <summary>One name for all ways to write an address; a URL to which nothing can be sent stands for itself, and says so when something should be.</summary>
    private static string Normal(string url)
    {
        try
        {
            return PeerUrl.Parse(url).Address;
        }
        catch (P8eInputException)
        {
            return url;
        }
    }

    private Task AllRounds() => Task.WhenAll(_peers.Values.Select(Task (peer) => peer.Round));

    /// <summary>Sends to one peer, batch by batch and key by key, so that no key waits for all of another's.</summary>
    /// <remarks>It outlives the round that began it: a long object would otherwise start anew with each. Only the end of the replicator cuts it off.</remarks>
    private async Task<DateTimeOffset?> RunPeerAsync(Peer peer, ReaderId[] readers, CancellationToken cancellationToken)
    {
        if (_clock.GetUtcNow() < peer.NotBefore)
        {
            return peer.NotBefore;
        }

        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var queues = Array.ConvertAll(peer.InTurn(readers), reader => new KeyQueue(_affiliate, reader, _queue, _index, _blobs, _options, _clock));
            do
            {
                foreach (var queue in queues)
                {
                    if (!await queue.SendBatchAsync(peer, cancellationToken).ConfigureAwait(false))
                    {
                        return peer.NotBefore;
                    }
                }
            }
            while (Array.Exists(queues, queue => queue.HasMore));
            return queues.Min(queue => queue.NextDue);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>When to come again, or what went wrong in one of the rounds.</summary>
    private async Task<DateTimeOffset?> SumUpAsync()
    {
        DateTimeOffset? next = null;
        var failed = Task.CompletedTask;
        foreach (var peer in _peers.Values)
        {
            if (peer.Round.IsFaulted)
            {
                failed = peer.Round;
                peer.Round = Peer.Idle;
            }

            var due = peer.Round.IsCompletedSuccessfully ? await peer.Round.ConfigureAwait(false) : _clock.GetUtcNow() + _options.RoundPatience;
            next = next < due ? next : due ?? next;
        }

        await failed.ConfigureAwait(false);
        return next;
    }

    /// <summary>What waits for keys that are at home here by now needs no sending (object-store 6.7).</summary>
    private async Task ReapAsync(IEnumerable<PublicKeyRow> local, CancellationToken cancellationToken)
    {
        if (_clock.GetUtcNow() < _reapAt)
        {
            return;
        }

        foreach (var key in local)
        {
            await foreach (var row in _queue.ListAsync(_affiliate, key.Reader, DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false))
            {
                await _queue.RemoveAsync(row, cancellationToken).ConfigureAwait(false);
            }
        }

        _reapAt = _clock.GetUtcNow() + ReapEvery;
    }

    /// <summary>Closes the connections to where no key is at home any more.</summary>
    private void Forget(ILookup<string, ReaderId> homes)
    {
        foreach (var (url, peer) in _peers.Where(entry => !homes.Contains(entry.Key) && entry.Value.Round.IsCompleted).ToArray())
        {
            _peers.Remove(url);
            peer.Dispose();
        }
    }

    private Peer Find(string url)
    {
        if (!_peers.TryGetValue(url, out var peer))
        {
            _peers[url] = peer = new Peer(url, _options, Connect, _clock);
        }

        return peer;
    }

    private GrpcChannel Connect(PeerUrl url, string name) =>
        new(new GrpcEndpoint(name, url.Address) { Connect = _dialer.ConnectAsync, Tls = _tls }, _clock);
}
