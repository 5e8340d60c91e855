using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores.Replication;

/// <summary>Our stores in the parts of the recorded senders, and the peers; kept for the next case when that one goes on with the same servers.</summary>
internal sealed class ReplicationStage : IAsyncDisposable
{
    private const string Add = "/objectstore.PublicKeyService/Add";

    private readonly Dictionary<string, Sender> _senders = [];
    private readonly Dictionary<int, RecordingPeer> _peers = [];
    private readonly Dictionary<int, int> _absent = [];
    private PeerCertificate? _certificate;

    internal ShiftedClock Clock { get; private set; } = new();

    internal Renaming Names { get; private set; } = new();

    /// <summary>The peers by the ports that they have in the recording.</summary>
    internal IReadOnlyDictionary<int, RecordingPeer> Peers => _peers;

    /// <summary>Recorded ports at which nobody listens now.</summary>
    internal IReadOnlyList<int> AbsentPorts => [.. _absent.Keys];

    internal Sender this[string name] => _senders[name];

    internal bool Has(string name) => _senders.ContainsKey(name);

    /// <summary>Whether a case was recorded on the servers of the one before it.</summary>
    internal static bool GoesOn(StoreCase recorded) => recorded.Summary.StartsWith("same server", StringComparison.Ordinal);

    /// <summary>Sets the stage for a case.</summary>
    internal async Task EnterAsync(StoreCase recorded, CancellationToken cancellationToken)
    {
        if (!GoesOn(recorded) || _senders.Count == 0)
        {
            await DisposeAsync();
            (Clock, Names) = (new ShiftedClock(), new Renaming());
            _certificate = recorded.Find("tlsVersionAndAlpn") is null ? null : new PeerCertificate();
            var authorities = recorded.Summary.Contains("SSL_CERT_FILE", StringComparison.Ordinal) ? _certificate?.AuthorityFile : null;
            foreach (var name in recorded.Instance.Split(" and "))
            {
                _senders[name] = await Sender.StartAsync(recorded, name, Clock, authorities, cancellationToken);
            }

            // The recorded servers had been running when the case began.
            await PassAsync(1, cancellationToken);
        }
    }

    /// <summary>Registers a key as the recorder did, at the addresses of our stores and peers.</summary>
    internal async Task RegisterAsync(string on, byte[] key, string url, bool isPeerThere, CancellationToken cancellationToken)
    {
        var request = new PublicKeyRequest { PublicKey = new PublicKey { Secp256K1 = ByteString.CopyFrom(key) }, Url = await HereAsync(url, isPeerThere, cancellationToken) };
        var answer = await _senders[on].Caller.CallAsync(Add, [RecordedRequest.Frame(request.ToByteArray())], cancellationToken);
        Expect.Equal($"status of registering a key at {url}", "Ok \"\"", answer.ToString());
    }

    /// <summary>Starts a peer that was not there, or comes back, at its recorded port.</summary>
    internal async Task StartPeerAsync(int port, CancellationToken cancellationToken)
    {
        _peers[port] = await RecordingPeer.StartAsync(cancellationToken, _absent.GetValueOrDefault(port));
        _absent.Remove(port);
    }

    internal async Task StopPeerAsync(int port)
    {
        _absent[port] = _peers[port].Port;
        await _peers[port].DisposeAsync();
    }

    /// <summary>Puts a store into maintenance or out of it.</summary>
    internal Task SetMaintenanceAsync(string name, bool isOn, CancellationToken cancellationToken) => _senders[name].Caller.CallAsync(
        "/objectstore.AdminService/SetConfig", [RecordedRequest.Frame(new SetConfigRequest { MaintenanceState = isOn }.ToByteArray())], cancellationToken);

    /// <summary>Lets some seconds pass, with a round in each.</summary>
    internal async Task PassAsync(int seconds, CancellationToken cancellationToken)
    {
        for (var second = 0; second < seconds; second++)
        {
            foreach (var sender in _senders.Values)
            {
                await sender.RunAsync(cancellationToken);
            }

            Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers.Values)
        {
            await peer.DisposeAsync();
        }

        foreach (var sender in _senders.Values)
        {
            await sender.DisposeAsync();
        }

        _peers.Clear();
        _senders.Clear();
        _absent.Clear();
        _certificate?.Dispose();
        _certificate = null;
    }

    /// <summary>The port of a recorded URL, or null when it names none.</summary>
    internal static int? PortOf(string url)
    {
        var colon = url.LastIndexOf(':');
        var digits = url[(colon + 1)..].TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && int.TryParse(url.AsSpan(colon + 1, digits), out var port) ? port : null;
    }

    private async Task<string> HereAsync(string url, bool isPeerThere, CancellationToken cancellationToken)
    {
        if (PortOf(url) is not { } port)
        {
            return url;
        }

        // The recorder's two servers listened on these ports.
        var here = port switch
        {
            8083 when Has("ra") => _senders["ra"].Store.Address.Port,
            8084 when Has("rb") => _senders["rb"].Store.Address.Port,
            _ => await PeerPortAsync(port, isPeerThere, cancellationToken),
        };
        return url.Replace($":{port}", $":{here}", StringComparison.Ordinal);
    }

    private async Task<int> PeerPortAsync(int port, bool isThere, CancellationToken cancellationToken)
    {
        if (_absent.TryGetValue(port, out var absent))
        {
            return absent;
        }

        if (!isThere && !_peers.ContainsKey(port))
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return _absent[port] = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        if (!_peers.TryGetValue(port, out var peer))
        {
            _peers[port] = peer = await RecordingPeer.StartAsync(cancellationToken, certificate: _certificate?.Certificate);
        }

        return peer.Port;
    }
}
