using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf;
using P8e.Conformance.Dime;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores.Recording;

/// <summary>Rebuilds the bytes of recorded request messages, each with its prefix, as they were sent.</summary>
internal static class RecordedRequest
{
    private const int PrefixBytes = 5;

    internal static List<byte[]> Frames(StoreStep step) => [.. step.Request.SelectMany(element => Frames(step.Case, element))];

    /// <summary>A message with the prefix of its length.</summary>
    internal static byte[] Frame(ReadOnlySpan<byte> message)
    {
        var frame = new byte[PrefixBytes + message.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(PrefixBytes));
        return frame;
    }

    /// <summary>A container that is given as what it begins with and the length of a pattern.</summary>
    internal static byte[] Container(JsonElement element)
    {
        byte[] prefix = element.TryGetProperty("prefixBase64", out var base64) ? Convert.FromBase64String(base64.GetString()!) : [];
        var pattern = Pattern(element.GetProperty("patternLength").GetInt32());
        if (element.TryGetProperty("patternReversed", out var reversed) && reversed.GetBoolean())
        {
            Array.Reverse(pattern);
        }

        byte[] container = [.. prefix, .. pattern];
        Verify(container, element);
        return container;
    }

    internal static byte[] Data(ReadOnlyMemory<byte> data, StreamHeader? header) =>
        new ChunkBidi { Chunk = new Chunk { Header = header, Data = UnsafeByteOperations.UnsafeWrap(data) } }.ToByteArray();

    internal static byte[] Value(string name, ReadOnlyMemory<byte> value) =>
        new ChunkBidi { Chunk = new Chunk { Header = new StreamHeader { Name = name }, Value = UnsafeByteOperations.UnsafeWrap(value) } }.ToByteArray();

    private static List<byte[]> Frames(StoreCase owner, JsonElement element)
    {
        if (element.TryGetProperty("rawFrameBase64", out var raw))
        {
            return [Convert.FromBase64String(raw.GetString()!)];
        }

        if (element.TryGetProperty("note", out var note))
        {
            return NotedRequest.Frames(owner, note.GetString()!);
        }

        var message = element.TryGetProperty("base64", out var base64) ? Convert.FromBase64String(base64.GetString()!)
            : element.TryGetProperty("generator", out var generator) ? Generate(owner, generator)
            : throw new NotComparableException("the recording gives only length and hash of a message that was sent");
        Verify(message, element);
        return [Frame(message)];
    }

    private static byte[] Generate(StoreCase owner, JsonElement generator) => generator.Text("kind") switch
    {
        "data" => GenerateData(owner, generator),
        "value" => Value(generator.Text("name"), Pattern(generator.GetProperty("patternLength").GetInt32())),
        "dimeJson" => DimeMessage(owner, generator.Text("ref").Split('/')),
        "parts" => [.. generator.GetProperty("parts").EnumerateArray().SelectMany(Part)],
        var other => throw new NotComparableException($"the recording has a generator of an unknown kind, {other}"),
    };

    private static byte[] GenerateData(StoreCase owner, JsonElement generator)
    {
        var container = generator.TryGetProperty("container", out var place)
            ? Container(place.GetString() == "case" ? owner.Element.GetProperty("container") : owner.Recording.Container(place.GetString()!))
            : Container(generator);
        var from = generator.TryGetProperty("from", out var start) ? start.GetInt32() : 0;
        var to = generator.TryGetProperty("to", out var end) ? end.GetInt32() : container.Length;
        var header = generator.GetProperty("header") is { ValueKind: JsonValueKind.Object } described
            ? new StreamHeader { Name = described.Text("name"), ContentLength = described.GetProperty("content_length").GetInt64() }
            : null;
        return Data(container.AsMemory(from..to), header);
    }

    /// <summary>A message of an upload of dime.json; where only its size stands there, its data is cut out of the container.</summary>
    private static byte[] DimeMessage(StoreCase owner, string[] path)
    {
        var vector = owner.Recording.Dime(path[0], path[1]);
        var messages = vector.GetProperty("messages").EnumerateArray().ToArray();
        var index = int.Parse(path[3], System.Globalization.CultureInfo.InvariantCulture);
        var message = messages[index];
        if (message.TryGetProperty("protoBase64", out var whole))
        {
            return Convert.FromBase64String(whole.GetString()!);
        }

        var from = messages.Take(index).Sum(earlier => earlier.TryGetProperty("dataLength", out var length) ? length.GetInt32() : 0);
        var header = message.TryGetProperty("headerName", out var name)
            ? new StreamHeader { Name = name.GetString()!, ContentLength = message.GetProperty("contentLength").GetInt64() }
            : null;
        return Data(DimeContainer.Of(vector).AsMemory(from, message.GetProperty("dataLength").GetInt32()), header);
    }

    private static byte[] Part(JsonElement part) => part.TryGetProperty("base64", out var base64)
        ? Convert.FromBase64String(base64.GetString()!)
        : System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part.Text("repeatText"), part.GetProperty("count").GetInt32())));

    internal static byte[] Pattern(int length)
    {
        const int Period = 251;
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)(i % Period);
        }

        return bytes;
    }

    private static void Verify(byte[] bytes, JsonElement element)
    {
        if (element.TryGetProperty("sha256", out var expected) && expected.GetString() != Convert.ToHexStringLower(SHA256.HashData(bytes)))
        {
            throw new FormatException($"a request was not rebuilt as it was recorded: {bytes.Length} bytes with another hash");
        }
    }
}
