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

        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (length > maxMessageBytes)
        {
            throw new GrpcStatusException(
                oversized, $"Error, decoded message length too large: found {length} bytes, the limit is: {maxMessageBytes} bytes", GrpcFault.Limit);
        }

        if (buffer.Length - PrefixBytes < length)
        {
            return false;
        }

        payload = buffer.Slice(PrefixBytes, length);
        return true;
    }
}
