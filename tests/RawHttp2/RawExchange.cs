using System.Buffers;

namespace P8e.RawHttp2;

/// <summary>One request, sent in pieces, and its answer as it arrives.</summary>
public sealed class RawExchange
{
    private readonly RawConnection _connection;
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _data = new();
    private readonly List<IReadOnlyList<KeyValuePair<string, string>>> _blocks = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private uint? _resetCode;

    internal RawExchange(RawConnection connection, int id) => (_connection, Id) = (connection, id);

    /// <summary>Completes with the answer, a reset or the connection, whichever ends it.</summary>
    public Task Ended => _ended.Task;

    /// <summary>What has arrived so far.</summary>
    public RawAnswer Answer
    {
        get
        {
            lock (_lock)
            {
                return new RawAnswer([.. _blocks], _data.WrittenSpan.ToArray(), _resetCode, Ended.IsCompletedSuccessfully);
            }
        }
    }

    internal int Id { get; }

    internal SendWindow Window { get; } = new();

    /// <summary>Sends bytes of the body, in frames, as far as the peer's windows allow.</summary>
    /// <returns>False when the peer had ended the stream: the rest was not sent.</returns>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes, bool isEnd, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            var size = await Window.TakeAsync(Math.Min(bytes.Length, RawConnection.MaxFrameBytes), cancellationToken);
            var granted = size == 0 ? 0 : await _connection.Window.TakeAsync(size, cancellationToken);
            Window.Add(size - granted);
            if (granted == 0)
            {
                return false;
            }

            await _connection.WriteAsync(FrameType.Data, isEnd && granted == bytes.Length ? 1 : 0, Id, bytes[..granted], cancellationToken);
            bytes = bytes[granted..];
            if (bytes.IsEmpty)
            {
                return true;
            }
        }

        if (isEnd && !Ended.IsCompleted)
        {
            await _connection.WriteAsync(FrameType.Data, 1, Id, default, cancellationToken);
        }

        return true;
    }

    /// <summary>Gives the stream up.</summary>
    public async Task ResetAsync(uint code, CancellationToken cancellationToken)
    {
        byte[] payload = [(byte)(code >> 24), (byte)(code >> 16), (byte)(code >> 8), (byte)code];
        await _connection.WriteAsync(FrameType.Reset, 0, Id, payload, cancellationToken);
        End(null, false);
    }

    /// <summary>Lets the peer send more on this stream; only needed on a connection with small windows.</summary>
    public Task AllowAsync(uint bytes, CancellationToken cancellationToken) => _connection.AllowAsync(Id, bytes, cancellationToken);

    /// <summary>Waits until the answer holds what is asked for, or has ended.</summary>
    public async Task<RawAnswer> WaitAsync(Func<RawAnswer, bool> isEnough, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isEnough);
        while (true)
        {
            Task arrived;
            lock (_lock)
            {
                arrived = _arrived.Task;
            }

            var answer = Answer;
            if (answer.IsEnded || isEnough(answer))
            {
                return answer;
            }

            await arrived.WaitAsync(cancellationToken);
        }
    }

    internal void OnHeaders(IReadOnlyList<KeyValuePair<string, string>> block, bool isEnd)
    {
        lock (_lock)
        {
            _blocks.Add(block);
        }

        Arrive(isEnd);
    }

    internal void OnData(ReadOnlySpan<byte> data, bool isEnd)
    {
        lock (_lock)
        {
            _data.Write(data);
        }

        Arrive(isEnd);
    }

    /// <summary>The peer has ended the stream; a reset after its answer is part of it.</summary>
    internal void End(uint? resetCode, bool isAfterAnswer)
    {
        lock (_lock)
        {
            _resetCode ??= resetCode;
        }

        Window.Close();
        if (!isAfterAnswer || !Ended.IsCompleted)
        {
            Arrive(true);
        }
    }

    private void Arrive(bool isEnd)
    {
        TaskCompletionSource arrived;
        lock (_lock)
        {
            arrived = _arrived;
            _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (isEnd)
        {
            // Who still sends stops: the peer does not want it.
            Window.Close();
            _ended.TrySetResult();
        }

        arrived.TrySetResult();
    }
}
