using Google.Protobuf;
using P8e.Grpc.Server;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.StoreServer;

/// <summary>The least that a server of these methods can do over the same framework: it reads what comes and answers what was made before.</summary>
internal static class ConstantStore
{
    /// <summary>Bytes of a container in one message, as the store sends them.</summary>
    private const int DataBytes = 2_000_000;

    internal static GrpcService Create(long containerBytes)
    {
        var answer = new ObjectResponse
        {
            Uuid = new UUID { Value = Guid.Empty.ToString("D") },
            DimeUuid = new UUID { Value = Guid.Empty.ToString("D") },
            Hash = ByteString.CopyFrom(new byte[32]),
            Uri = "object://constant/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            Bucket = "constant",
            Name = "NOT_STORAGE_BACKED",
            Metadata = new ObjectMetadata { Length = containerBytes, ContentLength = containerBytes },
        };
        ChunkBidi[] messages = [.. Messages(containerBytes)];
        return new GrpcService(ObjectReflection.Descriptor.FindTypeByName<Google.Protobuf.Reflection.ServiceDescriptor>("ObjectService"))
            .ClientStreaming<ChunkBidi, ObjectResponse>("Put", async (received, _, token) => await received.CountAsync(token) > 0 ? answer : new ObjectResponse())
            .ServerStreaming<HashRequest, ChunkBidi>("Get", (_, _, _) => messages.ToAsyncEnumerable());
    }

    private static IEnumerable<ChunkBidi> Messages(long containerBytes)
    {
        yield return new ChunkBidi { MultiStreamHeader = new MultiStreamHeader { StreamCount = 1, Metadata = { ["x-created-by"] = Guid.Empty.ToString("D") } } };
        var data = UnsafeByteOperations.UnsafeWrap(new byte[Math.Min(containerBytes, DataBytes)]);
        for (var left = containerBytes; left > 0; left -= DataBytes)
        {
            var chunk = new Chunk { Data = left >= data.Length ? data : UnsafeByteOperations.UnsafeWrap(data.Memory[..(int)left]) };
            chunk.Header = left == containerBytes ? new StreamHeader { Name = "DIME", ContentLength = containerBytes } : null;
            yield return new ChunkBidi { Chunk = chunk };
        }

        yield return new ChunkBidi { Chunk = new Chunk { End = new ChunkEnd() } };
    }
}
