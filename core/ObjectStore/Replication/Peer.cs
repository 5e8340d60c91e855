using System.Text;
using P8e.Grpc;
using P8e.Grpc.Client;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Remote;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Replication;

/// <summary>One other store: the way to it, and how it has done lately. Used by one round at a time.</summary>
internal sealed class Peer : IDisposable
{
    private const int SecretBytesMax = 4096;

    private static readonly GrpcMethod<ChunkBidi, ObjectResponse> Put = new(ObjectReflection.Descriptor.Services[0].FindMethodByName("Put"));

    private readonly string _url;
    private readonly ReplicationOptions _options;
    private readonly Func<PeerUrl, string, GrpcChannel> _connect;
    private readonly TimeProvider _clock;
    private GrpcChannel? _channel;
    private int _failures;
    private int _turn;

    /// <summary>Makes a peer; nothing is connected before something is sent.</summary>
    /// <param name="url">As it is registered.</param>
    /// <param name="options">Settings.</param>
    /// <param name="connect">Makes the channel of an address and a name.</param>
    /// <param name="clock">The clock.</param>
    public Peer(string url, ReplicationOptions options, Func<PeerUrl, string, GrpcChannel> connect, TimeProvider clock) =>
        (_url, _options, _connect, _clock) = (url, options, connect, clock);

    /// <summary>Nothing is sent before this time.</summary>
    public DateTimeOffset NotBefore { get; private set; }

    /// <summary>A round in which nothing is sent.</summary>
    public static Task<DateTimeOffset?> Idle { get; } = Task.FromResult<DateTimeOffset?>(null);

    /// <summary>The last round; says when there is something to send again.</summary>
    public Task<DateTimeOffset?> Round { get; set; } = Idle;

    /// <inheritdoc/>
    public void Dispose() => _channel?.Dispose();

    /// <summary>Sends an object. When this returns the peer has it, now or since before.</summary>
    /// <exception cref="P8eException">It does not, as far as is known.</exception>
    public async Task SendAsync(ObjectRow row, IObjectBlobs blobs, CancellationToken cancellationToken)
    {
        var url = PeerUrl.Parse(_url);
        var settings = _options.Peers.FirstOrDefault(peer => PeerUrl.Parse(peer.Url) == url);
        var name = settings?.Name ?? $"{url.Host}:{url.Port}";
        _channel ??= _connect(url, name);
        using var life = new SignsOfLife(name, _options.Patience, _clock, cancellationToken);
        var stream = new StoredStream(row, blobs, life);
        var options = new GrpcCallOptions { Headers = await ReadHeadersAsync(settings, cancellationToken).ConfigureAwait(false) };
        life.Expect();
        try
        {
            await life.AnswerAsync(_channel.ClientStreamingAsync(Put, stream.ReadAsync(life.Token), options, life.Token), cancellationToken).ConfigureAwait(false);
        }
        catch (P8eException e) when (GrpcStatus.Told(e) is { Code: GrpcStatusCode.AlreadyExists })
        {
            // No known store says so, but one that did would have the object.
        }
    }

    /// <summary>Another key is the first each time, so that one whose objects bring the peer down does not keep the others from theirs.</summary>
    public ReaderId[] InTurn(ReaderId[] readers)
    {
        var first = (int)((uint)_turn++ % readers.Length);
        return [.. readers[first..], .. readers[..first]];
    }

    /// <summary>The peer has answered.</summary>
    public void Recover() => _failures = 0;

    /// <summary>The peer cannot be reached; it is left alone for longer each time.</summary>
    public void BackOff() => NotBefore = _clock.GetUtcNow() + _options.BackoffAfter(++_failures);

    private static async Task<GrpcMetadata> ReadHeadersAsync(PeerOptions? settings, CancellationToken cancellationToken)
    {
        if (settings is not { HeaderName: { } header, HeaderValueFile: { } path })
        {
            return [];
        }

        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                var bytes = new byte[SecretBytesMax + 1];
                var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(length, SecretBytesMax);
                return new GrpcMetadata { { header, Encoding.ASCII.GetString(bytes, 0, length).Trim() } };
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Its message is left out: it may quote the value.
            throw new P8eInputException(
                ErrorCodes.ConfigurationInvalid,
                $"Reading ObjectStore:Peers:{settings.Name}: HeaderValueFile is not a readable file of one line of at most {SecretBytesMax} bytes that can be the header HeaderName. Correct the settings or the file.");
        }
    }
}
