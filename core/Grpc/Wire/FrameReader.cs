using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace P8e.Grpc.Wire;

/// <summary>
/// Takes messages out of a body: a flag byte, the length in 4 bytes big-endian, the message. Holds what arrived and nothing more: a declared
/// length allocates nothing. Faults are thrown as <see cref="GrpcStatusException"/>, in the words of the recorded server (object-store 2.4).
/// </summary>
internal sealed class FrameReader(PipeReader pipe, int maxMessageBytes, GrpcStatusCode oversized, string whileDoing = "")
{
    private const int PrefixBytes = 5;

    /// <summary>Short enough for the parser's copies to live and die young.</summary>
    private const int PartBytes = 64 * 1024;

    private int _fieldLeft;
    private byte[]? _part;

    /// <summary>The next message, or null at the end of the body.</summary>
    public async ValueTask<T?> ReadAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = read.Buffer;
            var (consumed, examined) = (buffer.Start, buffer.End);
            try
            {
                if (TryCut(buffer, out var payload))
                {
                    consumed = examined = payload.End;
                    return Parse(parser, payload);
                }

                if (read.IsCompleted)
                {
                    consumed = buffer.End;
                    return buffer.IsEmpty ? null : throw Malformed("Unexpected EOF decoding stream.");
                }
            }
            finally
            {
                pipe.AdvanceTo(consumed, examined);
            }
        }
    }

    /// <summary>
    /// Goes to the next message. One that is nothing but a nested bytes field is not waited for: its bytes are then read as they come.
    /// </summary>
    /// <param name="parser">For all other messages.</param>
    /// <param name="field">Where the bytes field lies.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<NextFrame<T>> ReadAsync<T>(MessageParser<T> parser, LongField field, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        while (await ReadFieldAsync(default, cancellationToken).ConfigureAwait(false) > 0)
        {
            // What the caller left of the field before.
        }

        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = read.Buffer;
            var (consumed, examined) = (buffer.Start, buffer.End);
            try
            {
                if (TryCutPrefix(buffer, out var length))
                {
                    var payload = buffer.Slice(PrefixBytes);
                    var has = payload.Length < length && payload.Length < LongField.HeadBytesMax ? null : field.Find(payload, length);
                    if (has is { } found)
                    {
                        consumed = examined = payload.GetPosition(length - found);
                        _fieldLeft = found;
                        return new NextFrame<T>(null, found);
                    }

                    if (payload.Length >= length)
                    {
                        consumed = examined = payload.GetPosition(length);
                        return new NextFrame<T>(Parse(parser, payload.Slice(0, length)), 0);
                    }
                }

                if (read.IsCompleted)
                {
                    consumed = buffer.End;
                    return buffer.IsEmpty ? default : throw Malformed("Unexpected EOF decoding stream.");
                }
            }
            finally
            {
                pipe.AdvanceTo(consumed, examined);
            }
        }
    }

    /// <summary>
    /// The next message, or null at the end. One that is nothing but the field comes as several messages, each with a part of it, so that nobody ever
    /// holds all of it.
    /// </summary>
    /// <param name="parser">Makes the messages.</param>
    /// <param name="field">Where the bytes field lies.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<T?> ReadPartsAsync<T>(MessageParser<T> parser, LongField field, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        if (_fieldLeft == 0)
        {
            var next = await ReadAsync(parser, field, cancellationToken).ConfigureAwait(false);
            if (next.FieldBytes == 0)
            {
                return next.Message;
            }
        }

        _part ??= new byte[LongField.HeadBytesMax + PartBytes];
        var taken = await ReadFieldAsync(_part.AsMemory(LongField.HeadBytesMax), cancellationToken).ConfigureAwait(false);
        return parser.ParseFrom(field.Wrap(_part, taken).Span);
    }

    /// <summary>Takes the next bytes of the field that <see cref="ReadAsync{T}(MessageParser{T}, LongField, CancellationToken)"/> found.</summary>
    /// <param name="target">Where they go; empty to pass over them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many were taken; 0 at the field's end.</returns>
    public async ValueTask<int> ReadFieldAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        if (_fieldLeft == 0)
        {
            return 0;
        }

        var read = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
        var taken = (int)Math.Min(read.Buffer.Length, target.IsEmpty ? _fieldLeft : Math.Min(_fieldLeft, target.Length));
        var bytes = read.Buffer.Slice(0, taken);
        if (!target.IsEmpty)
        {
            bytes.CopyTo(target.Span);
        }

        pipe.AdvanceTo(bytes.End);
        _fieldLeft -= taken;
        return taken > 0 || !read.IsCompleted ? taken : throw Malformed("Unexpected EOF decoding stream.");
    }

    /// <summary>Reads to the end of the body and keeps nothing.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        bool isCompleted;
        do
        {
            var read = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            isCompleted = read.IsCompleted;
            pipe.AdvanceTo(read.Buffer.End);
        }
        while (!isCompleted);
    }

    private static T Parse<T>(MessageParser<T> parser, ReadOnlySequence<byte> payload)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(payload);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new GrpcStatusException(GrpcStatusCode.Internal, $"failed to decode Protobuf message: {e.Message}", GrpcFault.Malformed, e);
        }
    }

    private static GrpcStatusException Malformed(string message) => new(GrpcStatusCode.Internal, message, GrpcFault.Malformed);

    private bool TryCut(ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> payload)
    {
        payload = default;
        if (!TryCutPrefix(buffer, out var length) || buffer.Length - PrefixBytes < length)
        {
            return false;
        }

        payload = buffer.Slice(PrefixBytes, length);
        return true;
    }

    private bool TryCutPrefix(ReadOnlySequence<byte> buffer, out int length)
    {
        length = 0;
        if (buffer.Length < PrefixBytes)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[PrefixBytes];
        buffer.Slice(0, PrefixBytes).CopyTo(prefix);
        if (prefix[0] != 0)
        {
            // An encoding other than identity was refused with the headers, so there is none here.
            throw Malformed(prefix[0] == 1
                ? "protocol error: received message with compressed-flag but no grpc-encoding was specified"
                : $"protocol error: received message with invalid compression flag: {prefix[0]} (valid flags are 0 and 1){whileDoing}");
        }

        var declared = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (declared > maxMessageBytes)
        {
            throw new GrpcStatusException(
                oversized, $"Error, decoded message length too large: found {declared} bytes, the limit is: {maxMessageBytes} bytes", GrpcFault.Limit);
        }

        length = (int)declared;
        return true;
    }
}
