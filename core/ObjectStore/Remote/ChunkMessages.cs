using Google.Protobuf;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Remote;

/// <summary>The messages of a put and of a get (object-store 3.1, 4). Bytes are not copied: a message is good until the next one is asked for.</summary>
internal static class ChunkMessages
{
    /// <summary>Bytes of a stored container in one message, as the Rust store cuts it (object-store 3.1, 4).</summary>
    internal const int StoredDataBytes = 2_000_000;

    private const string CreatedBy = "x-created-by";
    private const string Container = "DIME";

    /// <summary>The first message.</summary>
    /// <param name="source">What the replicating server says of itself; null for a client.</param>
    public static ChunkBidi Start(KeyValuePair<string, string>? source = null)
    {
        var header = new MultiStreamHeader { StreamCount = 1, Metadata = { { CreatedBy, Guid.Empty.ToString("D") } } };
        if (source is { } said)
        {
            header.Metadata.Add(said.Key, said.Value);
        }

        return new ChunkBidi { MultiStreamHeader = header };
    }

    /// <summary>The first data, with the length of the plaintext.</summary>
    public static ChunkBidi FirstData(ReadOnlyMemory<byte> data, long contentLength)
    {
        var message = Data(data);
        message.Chunk.Header = ContainerHeader(contentLength);
        return message;
    }

    /// <summary>The header of the first data.</summary>
    public static StreamHeader ContainerHeader(long contentLength) => new() { Name = Container, ContentLength = contentLength };

    /// <summary>Further data.</summary>
    public static ChunkBidi Data(ReadOnlyMemory<byte> data) => new() { Chunk = new Chunk { Data = UnsafeByteOperations.UnsafeWrap(data) } };

    /// <summary>A property.</summary>
    public static ChunkBidi Value(string name, ReadOnlyMemory<byte> value) =>
        new() { Chunk = new Chunk { Header = new StreamHeader { Name = name }, Value = UnsafeByteOperations.UnsafeWrap(value) } };

    /// <summary>The end of the data.</summary>
    public static ChunkBidi End() => new() { Chunk = new Chunk { End = new ChunkEnd() } };
}
