using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Remote;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Replication;

/// <summary>A stored object as the replicating Rust server sends it on: the stored container, the properties as they came, end (object-store 3.1).</summary>
internal sealed class StoredStream(ObjectRow row, IObjectBlobs blobs, SignsOfLife life)
{
    internal async IAsyncEnumerable<ChunkBidi> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        life.Expect();
        yield return ChunkMessages.Start(new(ObjectPointers.SourceProperty, Encoding.ASCII.GetString(ObjectPointers.ReplicationSource)));
        await foreach (var data in ReadDataAsync(cancellationToken).ConfigureAwait(false))
        {
            life.Expect();
            yield return data;
        }

        life.Expect();
        foreach (var (name, value) in row.Properties)
        {
            yield return ChunkMessages.Value(name, value);
        }

        yield return ChunkMessages.Value(ObjectPointers.SourceProperty, ObjectPointers.ReplicationSource.ToArray());
        yield return ChunkMessages.End();
    }

    private async IAsyncEnumerable<ChunkBidi> ReadDataAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        life.Rest();
        var total = row.Header.Length + row.PayloadLength;
        var payload = await blobs.OpenPayloadAsync(row, cancellationToken).ConfigureAwait(false) ?? throw Missing("is not there");
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(total, ChunkMessages.StoredDataBytes));
        try
        {
            for (var sent = 0L; sent < total;)
            {
                life.Rest();
                var piece = buffer.AsMemory(0, (int)Math.Min(total - sent, ChunkMessages.StoredDataBytes));
                var head = (int)Math.Clamp(row.Header.Length - sent, 0, piece.Length);
                row.Header.Slice((int)Math.Min(sent, row.Header.Length), head).CopyTo(piece);
                await ReadExactlyAsync(payload, piece[head..], cancellationToken).ConfigureAwait(false);
                yield return sent == 0 ? ChunkMessages.FirstData(piece, row.ContentLength) : ChunkMessages.Data(piece);
                sent += piece.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await payload.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A container that is cut must not arrive anywhere: a receiver would take it for the object.</summary>
    private async Task ReadExactlyAsync(Stream payload, Memory<byte> piece, CancellationToken cancellationToken)
    {
        if (await payload.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) < piece.Length)
        {
            throw Missing("is shorter than its row says");
        }
    }

    private P8eStateException Missing(string what) => new(
        StateErrorKind.Conflict,
        ErrorCodes.ObjectBytesMissing,
        $"Sending object {row.Key} to another store: its payload {what}. Put the object again, or restore the storage account.");
}
