using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace P8e.RawHttp2;

/// <summary>
/// A client of HTTP/2 in clear text that sends what it is told, frame by frame, so that nothing is put right on the way, and shows what came back. Safe for use by
/// several threads.
/// </summary>
public sealed class RawConnection : IAsyncDisposable
{
    internal const int MaxFrameBytes = 16_384;
    private const int HeaderBytes = 9;
    private const int Acknowledged = 1;
    private const int EndStream = 1;
    private const int EndHeaders = 4;
    private const int InitialWindowSetting = 4;
    private const uint LargestWindow = int.MaxValue;
    private const uint DefaultWindow = 65_535;

    private static readonly byte[] s_preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _opening = new(1);
    private readonly ConcurrentDictionary<int, RawExchange> _streams = [];
    private readonly ConcurrentQueue<TaskCompletionSource> _pings = [];
    private readonly ConcurrentDictionary<int, uint> _settings = [];
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NetworkStream _wire = null!;
    private Task _reading = Task.CompletedTask;
    private int _nextId = 1;

    private RawConnection(Uri address) => Address = address;

    /// <summary>Where the peer is.</summary>
    public Uri Address { get; }

    /// <summary>The peer's settings, by their numbers.</summary>
    public IReadOnlyDictionary<int, uint> Settings => _settings;

    /// <summary>The error code of the peer's GOAWAY, or null.</summary>
    public uint? GoAway { get; private set; }

    /// <summary>Completes when the connection is gone.</summary>
    public Task Closed => _reading;

    internal SendWindow Window { get; } = new();

    /// <summary>Connects and waits for the peer's settings.</summary>
    /// <param name="address">Where; only host and port are looked at.</param>
    /// <param name="streamWindow">What the peer may send on a stream unasked; null for as much as there can be.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<RawConnection> ConnectAsync(Uri address, uint? streamWindow, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        var connection = new RawConnection(address);
        await connection._tcp.ConnectAsync(IPAddress.Parse(address.Host), address.Port, cancellationToken);
        connection._wire = connection._tcp.GetStream();
        connection._reading = connection.ReadAllAsync();
        await connection._wire.WriteAsync(s_preface, cancellationToken);

        // No header table, no push, and our window.
        await connection.WriteAsync(
            FrameType.Settings, 0, 0, (byte[])[.. Setting(1, 0), .. Setting(2, 0), .. Setting(InitialWindowSetting, streamWindow ?? LargestWindow)], cancellationToken);
        await connection.AllowAsync(0, LargestWindow - DefaultWindow, cancellationToken);
        await connection._settled.Task.WaitAsync(cancellationToken);
        return connection;
    }

    /// <summary>Begins a request with these headers, pseudo headers among them, exactly as given.</summary>
    public async Task<RawExchange> OpenAsync(IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        var block = HeaderBlock.Write(headers);
        await _opening.WaitAsync(cancellationToken);
        try
        {
            var stream = new RawExchange(this, _nextId);
            _nextId += 2;
            stream.Window.Add((long)_settings.GetValueOrDefault(InitialWindowSetting, DefaultWindow) - DefaultWindow);
            _streams[stream.Id] = stream;
            for (var at = 0; at == 0 || at < block.Length; at += MaxFrameBytes)
            {
                var part = block.AsMemory(at, Math.Min(MaxFrameBytes, block.Length - at));
                await WriteAsync(at == 0 ? FrameType.Headers : FrameType.Continuation, at + part.Length == block.Length ? EndHeaders : 0, stream.Id, part, cancellationToken);
            }

            return stream;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Sends a PING.</summary>
    /// <returns>Completes when the peer has answered it.</returns>
    public async Task<Task> PingAsync(CancellationToken cancellationToken)
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _pings.Enqueue(answered);
        await WriteAsync(FrameType.Ping, 0, 0, new byte[8], cancellationToken);
        return answered.Task;
    }

    /// <summary>Drops the connection without a word.</summary>
    public void Drop() => _tcp.Close();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        await _reading;
        _writing.Dispose();
        _opening.Dispose();
    }

    internal Task AllowAsync(int stream, uint bytes, CancellationToken cancellationToken)
    {
        var payload = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(payload, bytes);
        return WriteAsync(FrameType.WindowUpdate, 0, stream, payload, cancellationToken);
    }

    internal async Task WriteAsync(FrameType type, int flags, int stream, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var frame = new byte[HeaderBytes + payload.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, ((uint)payload.Length << 8) | (uint)type);
        frame[4] = (byte)flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsMemory(HeaderBytes));
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _wire.WriteAsync(frame, cancellationToken);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The reader notices the same and ends every stream.
        }
        finally
        {
            _writing.Release();
        }
    }

    private static byte[] Setting(ushort id, uint value) => [(byte)(id >> 8), (byte)id, (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private async Task ReadAllAsync()
    {
        try
        {
            var head = new byte[HeaderBytes];
            var block = new MemoryStream();
            var endsWithBlock = false;
            while (true)
            {
                await _wire.ReadExactlyAsync(head);
                var payload = new byte[BinaryPrimitives.ReadUInt32BigEndian(head) >> 8];
                await _wire.ReadExactlyAsync(payload);
                var (type, flags) = ((FrameType)head[3], head[4]);
                if (type is FrameType.Headers or FrameType.Continuation)
                {
                    endsWithBlock = type is FrameType.Headers ? (flags & EndStream) != 0 : endsWithBlock;
                    block.Write(payload);
                    if ((flags & EndHeaders) == 0)
                    {
                        continue;
                    }

                    Stream(head)?.OnHeaders(HeaderBlock.Read(block.ToArray()), endsWithBlock);
                    block.SetLength(0);
                    continue;
                }

                await TakeAsync(type, flags, head, payload);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The connection is gone; that is what its streams are told.
        }

        Window.Close();
        foreach (var stream in _streams.Values)
        {
            stream.End(null, isAfterAnswer: true);
        }

        while (_pings.TryDequeue(out var ping))
        {
            ping.TrySetException(new IOException("The connection is gone."));
        }
    }

    private async Task TakeAsync(FrameType type, int flags, byte[] head, byte[] payload)
    {
        switch (type)
        {
            case FrameType.Data:
                Stream(head)?.OnData(payload, (flags & EndStream) != 0);
                if (payload.Length > 0)
                {
                    await AllowAsync(0, (uint)payload.Length, CancellationToken.None);
                }

                break;
            case FrameType.Reset:
                Stream(head)?.End(BinaryPrimitives.ReadUInt32BigEndian(payload), isAfterAnswer: true);
                break;
            case FrameType.Settings when (flags & Acknowledged) == 0:
                for (var at = 0; at < payload.Length; at += 6)
                {
                    _settings[BinaryPrimitives.ReadUInt16BigEndian(payload.AsSpan(at))] = BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(at + 2));
                }

                await WriteAsync(FrameType.Settings, Acknowledged, 0, default, CancellationToken.None);
                _settled.TrySetResult();
                break;
            case FrameType.Ping when (flags & Acknowledged) == 0:
                await WriteAsync(FrameType.Ping, Acknowledged, 0, payload, CancellationToken.None);
                break;
            case FrameType.Ping:
                if (_pings.TryDequeue(out var ping))
                {
                    ping.TrySetResult();
                }

                break;
            case FrameType.GoAway:
                GoAway = BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(4));
                break;
            case FrameType.WindowUpdate:
                var window = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) == 0 ? Window : Stream(head)?.Window;
                window?.Add(BinaryPrimitives.ReadUInt32BigEndian(payload));
                break;
        }
    }

    private RawExchange? Stream(byte[] head) => _streams.GetValueOrDefault(BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)));
}
