using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using P8e.Cryptography.Dime;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores.Recording;

/// <summary>An upload in its parts, for cases that describe in words how theirs differ from a recorded one.</summary>
internal sealed record PutTemplate(byte[] Container, long ContentLength, IReadOnlyList<KeyValuePair<string, byte[]>> Properties)
{
    private const string Hash = "HASH";
    private const int PrefixBytes = 5;

    /// <summary>Takes a recorded upload apart; null when it is not a whole one.</summary>
    internal static PutTemplate? Of(StoreStep step)
    {
        if (!step.Call.EndsWith("/Put", StringComparison.Ordinal) || step.Status.Code != 0 || step.Request.Any(element => element.TryGetProperty("note", out _)))
        {
            return null;
        }

        List<byte[]> frames = RecordedRequest.Frames(step);
        var messages = frames.Select(frame => ChunkBidi.Parser.ParseFrom(frame.AsSpan(PrefixBytes))).ToArray();
        byte[] container = [.. messages.SelectMany(message => message.Chunk?.ImplCase == Chunk.ImplOneofCase.Data ? message.Chunk.Data.ToByteArray() : [])];
        return new PutTemplate(
            container,
            messages.FirstOrDefault(message => message.Chunk?.Header is not null)?.Chunk.Header.ContentLength ?? 0,
            [.. messages.Where(message => message.Chunk?.ImplCase == Chunk.ImplOneofCase.Value)
                .Select(message => new KeyValuePair<string, byte[]>(message.Chunk.Header.Name, message.Chunk.Value.ToByteArray()))]);
    }

    /// <summary>The first whole upload of a case, else the first of its file that is the recorder's own and not one of dime.json.</summary>
    internal static PutTemplate FirstOf(StoreCase owner) =>
        owner.Steps.Select(Of).FirstOrDefault(found => found is not null)
        ?? owner.Recording.Cases.Where(candidate => candidate.Find("source") is null).SelectMany(candidate => candidate.Steps).Where(IsPlain).Select(Of).FirstOrDefault(found => found is not null)
        ?? throw new NotComparableException("the file has no upload from which this one could be built");

    /// <summary>The same object under another hash.</summary>
    internal PutTemplate WithHash(byte[] hash) =>
        this with { Properties = [.. Properties.Select(property => property.Key == Hash ? new KeyValuePair<string, byte[]>(Hash, hash) : property)] };

    /// <summary>The same object under the hash of a text.</summary>
    internal PutTemplate WithHashOf(string text) => WithHash(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The same header with another payload.</summary>
    internal PutTemplate WithPayload(byte[] payload) => this with { Container = [.. Container.AsSpan(0, DimeHeader.Parse(Container).Length), .. payload] };

    internal byte[] HashBytes => Properties.Last(property => property.Key == Hash).Value;

    /// <summary>The messages in the order of the Kotlin client, each with its prefix.</summary>
    /// <param name="dataBytes">Most bytes of the container in one message.</param>
    internal List<byte[]> Frames(int dataBytes)
    {
        var messages = new List<byte[]> { new ChunkBidi { MultiStreamHeader = new MultiStreamHeader { StreamCount = 1, Metadata = { ["x-created-by"] = Guid.Empty.ToString() } } }.ToByteArray() };
        for (var at = 0; at == 0 || at < Container.Length; at += dataBytes)
        {
            var header = at == 0 ? new StreamHeader { Name = "DIME", ContentLength = ContentLength } : null;
            messages.Add(RecordedRequest.Data(Container.AsMemory(at, Math.Min(dataBytes, Container.Length - at)), header));
        }

        messages.Add(new ChunkBidi { Chunk = new Chunk { End = new ChunkEnd() } }.ToByteArray());
        messages.AddRange(Properties.Select(property => RecordedRequest.Value(property.Key, property.Value)));
        return [.. messages.Select(message => RecordedRequest.Frame(message))];
    }

    private static bool IsPlain(StoreStep step) => step.Find("metadata") is null && step.CancelAfterMessages is null;
}
