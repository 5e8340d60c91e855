using System.Buffers;
using Google.Protobuf;

namespace P8e.Grpc.Server;

/// <summary>
/// The messages of an answer, for a handler that writes a long message piece by piece and decides when what it wrote is sent. What is written
/// between two flushes is held in memory.
/// </summary>
/// <typeparam name="T">Class of the responses.</typeparam>
public sealed class GrpcResponseWriter<T> : IBufferWriter<byte>
    where T : class, IMessage<T>
{
    private readonly ServerExchange _exchange;
    private long _left;

    internal GrpcResponseWriter(ServerExchange exchange) => _exchange = exchange;

    /// <summary>Writes a message that is all there.</summary>
    /// <param name="message">The message.</param>
    public void Write(T message)
    {
        RequireWhole();
        _exchange.Write(message);
    }

    /// <summary>Begins a message whose bytes follow with <see cref="GetMemory"/> and <see cref="Advance"/>.</summary>
    /// <param name="length">Its length; as many bytes must follow. A handler that cannot give them must throw: the caller then has a cut message and a status that says why.</param>
    public void Begin(int length)
    {
        RequireWhole();
        _exchange.WritePrefix(length);
        _left = length;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => _exchange.Output.GetMemory(sizeHint);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => _exchange.Output.GetSpan(sizeHint);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _left);
        _exchange.Output.Advance(count);
        _left -= count;
    }

    /// <summary>Sends what was written and waits until there is room for more. What is written last goes with the status and needs no flush.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => _exchange.FlushAsync(cancellationToken);

    internal void RequireWhole()
    {
        if (_left > 0)
        {
            throw new InvalidOperationException($"A message was begun and {_left} bytes of it are missing.");
        }
    }
}
