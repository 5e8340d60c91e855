using System.Buffers.Binary;
using Google.Protobuf;
using P8e.Cryptography;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.ObjectStore;
using P8e.ObjectStore.Sealing;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Benchmarks.Store;

/// <summary>The bytes of puts and gets of one size, made before anything is measured. The container stays, the hash that it is filed under changes.</summary>
internal sealed class ObjectRequests
{
    /// <summary>As the recorded client sent them.</summary>
    private const int DataBytes = 32_768;

    private const int HashBytes = 32;

    private readonly byte[] _publicKey;
    private readonly byte[] _tail;
    private readonly int _hashAt;

    private ObjectRequests(byte[] publicKey, byte[] head, byte[] tail, long containerBytes)
    {
        (_publicKey, Head, _tail, ContainerBytes) = (publicKey, head, tail, containerBytes);
        _hashAt = tail.AsSpan().IndexOf(new byte[HashBytes]);
    }

    /// <summary>The messages of a put up to its properties, framed; the same for all puts.</summary>
    internal ReadOnlyMemory<byte> Head { get; }

    /// <summary>Length of the stored container, about: the store writes the signature into it.</summary>
    internal long ContainerBytes { get; }

    /// <summary>Seals a content for one reader, its owner.</summary>
    internal static async Task<ObjectRequests> MakeAsync(int contentBytes)
    {
        using var owner = PrivateKey.Generate(new SystemRandomSource());
        var captured = new CapturingStore();
        var objects = new SealedObjects(captured, new ObjectStoreOptions(), new SystemRandomSource(), TimeProvider.System);
        await objects.PutAsync(new byte[contentBytes], new SealRequest { Owner = owner.PublicKey, Signer = new LocalSigner(owner) }, CancellationToken.None);
        using var head = new MemoryStream();
        Write(head, new ChunkBidi { MultiStreamHeader = new MultiStreamHeader { StreamCount = 1 } });
        var container = captured.Container;
        for (var at = 0; at < container.Length; at += DataBytes)
        {
            var chunk = new Chunk { Data = UnsafeByteOperations.UnsafeWrap(container.AsMemory(at, Math.Min(DataBytes, container.Length - at))) };
            chunk.Header = at == 0 ? new StreamHeader { Name = "DIME", ContentLength = contentBytes } : null;
            Write(head, new ChunkBidi { Chunk = chunk });
        }

        using var tail = new MemoryStream();
        Write(tail, new ChunkBidi { Chunk = new Chunk { End = new ChunkEnd() } });
        foreach (var (name, value) in captured.Properties!.InOrder)
        {
            var kept = name == ObjectProperties.Hash ? new byte[HashBytes] : value;
            Write(tail, new ChunkBidi { Chunk = new Chunk { Header = new StreamHeader { Name = name }, Value = UnsafeByteOperations.UnsafeWrap(kept) } });
        }

        return new ObjectRequests(owner.PublicKey.Uncompressed.ToArray(), head.ToArray(), tail.ToArray(), container.Length);
    }

    /// <summary>The rest of the put of an object.</summary>
    /// <param name="number">Which object.</param>
    internal byte[] TailOf(long number)
    {
        var tail = _tail.ToArray();
        BinaryPrimitives.WriteInt64BigEndian(tail.AsSpan(_hashAt), number);
        return tail;
    }

    /// <summary>The request of a get of an object.</summary>
    /// <param name="number">Which object.</param>
    internal byte[] GetOf(long number)
    {
        var hash = new byte[HashBytes];
        BinaryPrimitives.WriteInt64BigEndian(hash, number);
        using var frame = new MemoryStream();
        Write(frame, new HashRequest { Hash = UnsafeByteOperations.UnsafeWrap(hash), PublicKey = UnsafeByteOperations.UnsafeWrap(_publicKey) });
        return frame.ToArray();
    }

    private static void Write(MemoryStream output, IMessage message)
    {
        Span<byte> prefix = stackalloc byte[5];
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], message.CalculateSize());
        output.Write(prefix);
        message.WriteTo(output);
    }
}
