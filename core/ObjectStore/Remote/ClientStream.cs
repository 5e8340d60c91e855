using System.Buffers;
using System.Runtime.CompilerServices;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Remote;

/// <summary>A put as the Kotlin client sends it: data, end, then the properties (object-store 3.1). One buffer, whatever the length.</summary>
internal sealed class ClientStream(ObjectUpload upload, SignsOfLife life)
{
    /// <summary>Much below the 4 MiB of a message, also after a header of the largest size.</summary>
    internal const int DataBytes = 256 * 1024;

    /// <summary>The properties, once the stream has been read.</summary>
    internal ObjectProperties? Properties { get; private set; }

    internal async IAsyncEnumerable<ChunkBidi> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Send(ChunkMessages.Start());
        var header = upload.Header.ToBytes();
        var buffer = ArrayPool<byte>.Shared.Rent(header.Length + DataBytes);
        var isComplete = false;
        try
        {
            header.CopyTo(buffer, 0);
            var filled = await ReadAsync(buffer.AsMemory(header.Length, DataBytes), cancellationToken).ConfigureAwait(false);
            yield return Send(ChunkMessages.FirstData(buffer.AsMemory(0, header.Length + filled), ContentLength(filled)));
            while (filled == DataBytes)
            {
                filled = await ReadAsync(buffer.AsMemory(0, DataBytes), cancellationToken).ConfigureAwait(false);
                if (filled > 0)
                {
                    yield return Send(ChunkMessages.Data(buffer.AsMemory(0, filled)));
                }
            }

            isComplete = true;
        }
        finally
        {
            // A content that is sealed where it is read leaves plaintext in the buffer when its stream fails halfway.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: !isComplete);
        }

        Properties = await CompleteAsync(cancellationToken).ConfigureAwait(false);
        yield return Send(ChunkMessages.End());
        foreach (var (name, value) in Properties.InOrder)
        {
            yield return Send(ChunkMessages.Value(name, value));
        }
    }

    private ChunkBidi Send(ChunkBidi message)
    {
        life.Expect();
        return message;
    }

    private ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        life.Rest();
        return upload.ReadPayloadAsync(buffer, cancellationToken);
    }

    private async ValueTask<ObjectProperties> CompleteAsync(CancellationToken cancellationToken)
    {
        life.Rest();
        var properties = await upload.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return upload.DeclaredLength is { } declared && declared != upload.ContentLength
            ? throw new P8eInputException(
                ErrorCodes.RequestMalformed,
                $"Putting an object: its content was declared to have {declared} bytes and has {upload.ContentLength}. Declare its true length, or none.")
            : properties;
    }

    /// <summary>The length travels before the content (object-store 3.1), so that of a content of more than one message must be known before.</summary>
    private long ContentLength(int filled) => filled < DataBytes
        ? upload.ContentLength
        : upload.DeclaredLength ?? throw new P8eInputException(
            ErrorCodes.LimitExceeded,
            $"Putting an object: a partner's store is told the length of the content first, and this one's is not known before it has been read. Above {DataBytes} bytes, give a stream that knows its length, or say the length.");
}
