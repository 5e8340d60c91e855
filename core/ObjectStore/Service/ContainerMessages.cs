using System.Buffers;
using Google.Protobuf;
using P8e.Grpc.Server;
using P8e.ObjectStore.Remote;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Service;

/// <summary>A stored container as the messages of a <c>Get</c> (object-store 4), written as its bytes come from the storage.</summary>
internal static class ContainerMessages
{
    /// <summary>Room for two tags, two lengths and the header of the first message.</summary>
    private const int HeadBytesMax = 64;

    internal static async Task SendAsync(ObjectDownload download, GrpcServerCall call, GrpcResponseWriter<ChunkBidi> answer, CancellationToken cancellationToken)
    {
        var container = await StoredContainer.OpenAsync(download, call, cancellationToken).ConfigureAwait(false);
        await using (container.ConfigureAwait(false))
        {
            answer.Write(ChunkMessages.Start());
            for (var sent = 0L; sent < container.Length;)
            {
                var size = (int)Math.Min(container.Length - sent, ChunkMessages.StoredDataBytes);
                Begin(answer, size, sent == 0 ? ChunkMessages.ContainerHeader(download.Stored.ContentLength) : null);
                await container.WriteAsync(answer, size, cancellationToken).ConfigureAwait(false);
                sent += size;
            }

            await container.RequireEndAsync(cancellationToken).ConfigureAwait(false);
        }

        answer.Write(ChunkMessages.End());
    }

    /// <summary>Writes a message with a chunk of data up to the first byte of the data.</summary>
    private static void Begin(GrpcResponseWriter<ChunkBidi> answer, int size, StreamHeader? header)
    {
        var headerSize = header is null ? 0 : 1 + CodedOutputStream.ComputeMessageSize(header);
        var chunkSize = headerSize + 1 + CodedOutputStream.ComputeLengthSize(size) + size;
        answer.Begin(1 + CodedOutputStream.ComputeLengthSize(chunkSize) + chunkSize);
        var head = new byte[HeadBytesMax];
        using var output = new CodedOutputStream(head);
        output.WriteTag(ChunkBidi.ChunkFieldNumber, WireFormat.WireType.LengthDelimited);
        output.WriteLength(chunkSize);
        if (header is not null)
        {
            output.WriteTag(Chunk.HeaderFieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteMessage(header);
        }

        output.WriteTag(Chunk.DataFieldNumber, WireFormat.WireType.LengthDelimited);
        output.WriteLength(size);
        answer.Write(head.AsSpan(0, (int)output.Position));
    }
}
