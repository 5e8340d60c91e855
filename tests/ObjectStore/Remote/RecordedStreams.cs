using System.Text.Json;
using P8e.Cryptography.Dime;
using P8e.Ports;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Tests.Remote;

/// <summary>Streams of puts as other programs sent them, and uploads made from them.</summary>
internal static class RecordedStreams
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllBytes(Repository.Vector("object-store/streams.json"))).RootElement;

    /// <summary>What the Kotlin client sends.</summary>
    public static ChunkBidi[] Client => Messages(Root.GetProperty("client").GetProperty("messages"));

    /// <summary>An object as it was put at a Rust server…</summary>
    public static ChunkBidi[] Put => Messages(Root.GetProperty("replication").GetProperty("put"));

    /// <summary>… and as that server sent it on.</summary>
    public static ChunkBidi[] SentOn => Messages(Root.GetProperty("replication").GetProperty("sent"));

    /// <summary>The upload of such a stream.</summary>
    public static RawUpload Upload(ChunkBidi[] messages)
    {
        var container = messages.Where(message => message.Chunk?.ImplCase == Chunk.ImplOneofCase.Data).SelectMany(message => message.Chunk.Data).ToArray();
        var header = DimeHeader.Parse(container);
        var properties = messages
            .Where(message => message.Chunk?.ImplCase == Chunk.ImplOneofCase.Value)
            .Select(message => KeyValuePair.Create<string, ReadOnlyMemory<byte>>(message.Chunk.Header.Name, message.Chunk.Value.ToByteArray()))
            .ToArray();
        return new RawUpload(header, new MemoryStream(container[header.Length..]), properties, messages[1].Chunk.Header.ContentLength);
    }

    private static ChunkBidi[] Messages(JsonElement list) => [.. list.EnumerateArray().Select(message => ChunkBidi.Parser.ParseFrom(message.GetBytesFromBase64()))];
}
