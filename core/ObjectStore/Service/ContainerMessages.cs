using System.Runtime.CompilerServices;
using Google.Protobuf;
using P8e.Grpc;
using P8e.Grpc.Server;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Service;

/// <summary>A stored container as the messages of a <c>Get</c> (object-store 4).</summary>
internal static class ContainerMessages
{
    /// <summary>Bytes of a container in one message.</summary>
    internal const int DataBytes = 2_000_000;

    private const string CreatedBy = "x-created-by";

    internal static async IAsyncEnumerable<ChunkBidi> SendAsync(ObjectDownload download, GrpcServerCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var payload = await OpenAsync(download, call, cancellationToken).ConfigureAwait(false);
        await using (payload.ConfigureAwait(false))
        {
            yield return new ChunkBidi { MultiStreamHeader = new MultiStreamHeader { StreamCount = 1, Metadata = { [CreatedBy] = Guid.Empty.ToString("D") } } };

            // One buffer for all messages: a message is on its way when the next one is asked for.
            var total = download.Stored.ContainerLength;
            var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(total, DataBytes));
            var header = download.Header.ToBytes();
            var sent = 0L;
            while (sent < total || sent == 0)
            {
                var size = await FillAsync(buffer, header, sent, payload, cancellationToken).ConfigureAwait(false);
                if (size == 0)
                {
                    break;
                }

                var chunk = new Chunk { Data = UnsafeByteOperations.UnsafeWrap(buffer.AsMemory(0, size)) };
                if (sent == 0)
                {
                    chunk.Header = new StreamHeader { Name = "DIME", ContentLength = download.Stored.ContentLength };
                }

                yield return new ChunkBidi { Chunk = chunk };
                sent += size;
            }

            if (sent != total || await payload.ReadAsync(buffer.AsMemory(0, 1), cancellationToken).ConfigureAwait(false) > 0)
            {
                // The Rust store ends such a stream with OK (recorded: get-file-truncated).
                throw call.Refusal(GrpcStatusCode.Internal, $"Reading object {download.Stored.Key}: the storage has not the {total} bytes that were stored. Put the object again.");
            }
        }

        yield return new ChunkBidi { Chunk = new Chunk { End = new ChunkEnd() } };
    }

    /// <summary>Lost bytes are INTERNAL, as recorded (get-file-missing); a conflict would tell callers to change something.</summary>
    private static async Task<Stream> OpenAsync(ObjectDownload download, GrpcServerCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await download.OpenPayloadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (P8eStateException lost) when (lost.Code == ErrorCodes.ObjectBytesMissing)
        {
            throw call.Refusal(GrpcStatusCode.Internal, lost.Message);
        }
    }

    private static async ValueTask<int> FillAsync(byte[] buffer, byte[] header, long position, Stream payload, CancellationToken cancellationToken)
    {
        var filled = 0;
        if (position < header.Length)
        {
            filled = (int)Math.Min(header.Length - position, buffer.Length);
            header.AsSpan((int)position, filled).CopyTo(buffer);
        }

        return filled + await payload.ReadAtLeastAsync(buffer.AsMemory(filled), buffer.Length - filled, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
    }
}
