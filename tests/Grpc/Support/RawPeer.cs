using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using P8e.Grpc.Client;

namespace P8e.Grpc.Tests.Support;

/// <summary>A server of raw HTTP/2 frames: answers every stream with whatever a test says, right or wrong.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private const int Data = 0;
    private const int Headers = 1;
    private const int Reset = 3;
    private const int Settings = 4;
    private const int GoAway = 7;
    private const int EndStream = 1;
    private const int EndHeaders = 4;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<Stream, int, Task> _answer;
    private readonly Task _running;

    private RawPeer(Func<Stream, int, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _running = RunAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}";

    /// <summary>Starts a peer that does this as soon as the headers of a request are there.</summary>
    public static RawPeer Start(params Func<Stream, int, Task>[] steps) => new(async (stream, id) =>
    {
        foreach (var step in steps)
        {
            await step(stream, id);
        }
    });

    public static Func<Stream, int, Task> SendHeaders(bool isEnd, params (string Name, string Value)[] headers) =>
        (stream, id) => WriteAsync(stream, Headers, EndHeaders | (isEnd ? EndStream : 0), id, Block(headers));

    /// <summary>The headers of a good answer.</summary>
    public static Func<Stream, int, Task> SendGoodHeaders() => SendHeaders(false, (":status", "200"), ("content-type", "application/grpc"));

    public static Func<Stream, int, Task> SendTrailers(params (string Name, string Value)[] trailers) => SendHeaders(true, trailers);

    public static Func<Stream, int, Task> SendData(byte[] data, bool isEnd = false) =>
        (stream, id) => WriteAsync(stream, Data, isEnd ? EndStream : 0, id, data);

    public static Func<Stream, int, Task> SendReset(uint code) => (stream, id) => WriteAsync(stream, Reset, 0, id, BigEndian(code));

    public static Func<Stream, int, Task> SendGoAway(uint code) => (stream, id) => WriteAsync(stream, GoAway, 0, 0, [.. BigEndian((uint)id), .. BigEndian(code)]);

    public static Func<Stream, int, Task> Close() => (stream, _) =>
    {
        stream.Close();
        return Task.CompletedTask;
    };

    public GrpcChannel Connect(TimeProvider? clock = null) => new(new GrpcEndpoint("raw", Address), clock ?? TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _running;
        _listener.Dispose();
        _end.Dispose();
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>HPACK, each header a literal that is not indexed, without Huffman coding.</summary>
    private static byte[] Block((string Name, string Value)[] headers) =>
        [.. headers.SelectMany(header => (byte[])[0, .. Text(header.Name), .. Text(header.Value)])];

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = new List<byte> { (byte)Math.Min(bytes.Length, 127) };
        if (bytes.Length >= 127)
        {
            var rest = bytes.Length - 127;
            for (; rest >= 128; rest >>= 7)
            {
                length.Add((byte)((rest & 127) | 128));
            }

            length.Add((byte)rest);
        }

        return [.. length, .. bytes];
    }

    private static async Task WriteAsync(Stream stream, int type, int flags, int id, byte[] payload)
    {
        // Frames of data are cut to the size every peer takes.
        for (var at = 0; at == 0 || at < payload.Length; at += 16_384)
        {
            var part = payload.AsMemory(at, Math.Min(16_384, payload.Length - at));
            var isLast = at + part.Length == payload.Length;
            byte[] head = [(byte)(part.Length >> 16), (byte)(part.Length >> 8), (byte)part.Length, (byte)type, (byte)(isLast || type != Data ? flags : 0), .. BigEndian((uint)id)];
            await stream.WriteAsync(head);
            await stream.WriteAsync(part);
        }

        await stream.FlushAsync();
    }

    private async Task RunAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        await using var stream = client.GetStream();
        try
        {
            var head = new byte[24];
            await stream.ReadExactlyAsync(head, _end.Token);
            await WriteAsync(stream, Settings, 0, 0, []);
            while (true)
            {
                await stream.ReadExactlyAsync(head.AsMemory(0, 9), _end.Token);
                await stream.ReadExactlyAsync(new byte[(head[0] << 16) | (head[1] << 8) | head[2]], _end.Token);
                if (head[3] == Settings && head[4] == 0)
                {
                    await WriteAsync(stream, Settings, 1, 0, []);
                }
                else if (head[3] == Headers)
                {
                    await _answer(stream, BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)));
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The test or the client is done with this connection.
        }
    }
}
