using System.Buffers;
using Google.Protobuf;
using P8e.Grpc;
using P8e.Grpc.Server;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Service;

/// <summary>The bytes of a stored container, header and payload, on their way into messages. Never more of them in memory than go between two flushes.</summary>
internal sealed class StoredContainer : IAsyncDisposable
{
    /// <summary>Bytes asked of the storage at once.</summary>
    private const int PieceBytes = 32 * 1024;

    /// <summary>Bytes written before they are sent: what is shorter goes in one piece with the status.</summary>
    private const int FlushBytes = 64 * 1024;

    private readonly ObjectDownload _download;
    private readonly GrpcServerCall _call;
    private readonly Stream _payload;
    private ReadOnlyMemory<byte> _header;
    private int _written;

    private StoredContainer(ObjectDownload download, GrpcServerCall call, Stream payload) =>
        (_download, _call, _payload, _header) = (download, call, payload, download.Header.ToBytes());

    /// <summary>Length as it was stored, in bytes.</summary>
    internal long Length => _download.Stored.ContainerLength;

    public ValueTask DisposeAsync() => _payload.DisposeAsync();

    /// <summary>Opens it. Lost bytes are INTERNAL, as recorded (get-file-missing); a conflict would tell callers to change something.</summary>
    internal static async Task<StoredContainer> OpenAsync(ObjectDownload download, GrpcServerCall call, CancellationToken cancellationToken)
    {
        try
        {
            return new StoredContainer(download, call, await download.OpenPayloadAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (P8eStateException lost) when (lost.Code == ErrorCodes.ObjectBytesMissing)
        {
            throw call.Refusal(GrpcStatusCode.Internal, lost.Message);
        }
    }

    /// <summary>Writes the next bytes of it.</summary>
    /// <param name="answer">Where a message was begun that waits for them.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    internal async Task WriteAsync<T>(GrpcResponseWriter<T> answer, int count, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        var head = Math.Min(count, _header.Length);
        answer.Write(_header.Span[..head]);
        _header = _header[head..];
        _written += head;
        for (var left = count - head; left > 0;)
        {
            var target = answer.GetMemory(Math.Min(left, PieceBytes));
            var read = await _payload.ReadAsync(target[..Math.Min(left, target.Length)], cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw Lost();
            }

            answer.Advance(read);
            left -= read;
            _written += read;
            if (_written >= FlushBytes)
            {
                await answer.FlushAsync(cancellationToken).ConfigureAwait(false);
                _written = 0;
            }
        }
    }

    /// <summary>Refuses to end well when the storage has more bytes than were stored.</summary>
    internal async Task RequireEndAsync(CancellationToken cancellationToken)
    {
        if (await _payload.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0)
        {
            throw Lost();
        }
    }

    /// <summary>The Rust store ends such a stream with OK (recorded: get-file-truncated).</summary>
    private P8eException Lost() => _call.Refusal(
        GrpcStatusCode.Internal, $"Reading object {_download.Stored.Key}: the storage has not the {Length} bytes that were stored. Put the object again.");
}
