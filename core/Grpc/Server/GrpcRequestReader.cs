using Google.Protobuf;
using P8e.Grpc.Wire;

namespace P8e.Grpc.Server;

/// <summary>
/// The messages of a request, for a handler that takes a long bytes field out of them as it arrives: such a message is never in memory as a whole,
/// and nothing of it is copied twice.
/// </summary>
/// <typeparam name="T">Class of the requests.</typeparam>
public sealed class GrpcRequestReader<T>
    where T : class, IMessage<T>
{
    private readonly ServerExchange _exchange;
    private readonly MessageParser<T> _parser;
    private readonly LongField _field;

    internal GrpcRequestReader(ServerExchange exchange, MessageParser<T> parser, LongField field) => (_exchange, _parser, _field) = (exchange, parser, field);

    /// <summary>The message; null when it is nothing but the field, whose bytes <see cref="ReadFieldAsync"/> gives.</summary>
    public T? Message { get; private set; }

    /// <summary>Length of the field, in bytes; 0 when there is a message.</summary>
    public int FieldBytes { get; private set; }

    /// <summary>Goes to the next message; what was left of a field is passed over.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False at the end of the request.</returns>
    /// <exception cref="Protocol.Errors.P8eException">The request breaks the protocol or a limit; unless the handler says otherwise, it answers the exact status.</exception>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        var next = await _exchange.ReadAsync(_parser, _field, cancellationToken).ConfigureAwait(false);
        (Message, FieldBytes) = (next.Message, next.FieldBytes);
        return Message is not null || FieldBytes > 0;
    }

    /// <summary>Takes the next bytes of the field, as many as are there.</summary>
    /// <param name="target">At least one byte.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many; 0 at the field's end.</returns>
    /// <exception cref="Protocol.Errors.P8eException">The request ends inside the field.</exception>
    public ValueTask<int> ReadFieldAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(target.Length, nameof(target));
        return _exchange.ReadFieldAsync(target, cancellationToken);
    }
}
