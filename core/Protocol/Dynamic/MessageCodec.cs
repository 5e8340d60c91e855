using System.Text.Json;
using System.Text.Unicode;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic.Json;
using P8e.Protocol.Dynamic.Wire;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic;

/// <summary>
/// Messages of a descriptor set between their two forms, without generated classes. The bytes are those a JVM client makes of the same record,
/// because records are known by their hash. Safe for many threads. Message types must come from the set given here.
/// </summary>
/// <param name="set">The message types.</param>
/// <param name="limits">Null for <see cref="DynamicLimits.Default"/>.</param>
public sealed class MessageCodec(DescriptorSet set, DynamicLimits? limits = null)
{
    // A message level is at most an object and an array of JSON; the reader's own limit only has to be beyond ours.
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = (2 * DynamicLimits.MaxDepth) + 8 };
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JsonText.Encoder, MaxDepth = (2 * DynamicLimits.MaxDepth) + 8 };

    private readonly DynamicLimits _limits = limits ?? DynamicLimits.Default;

    /// <summary>Turns protobuf JSON into the serialized message: fields ascending, defaults left out, map entries in the order given.</summary>
    /// <param name="type">Type of the message.</param>
    /// <param name="utf8Json">One JSON value in UTF-8 without byte order mark; lowerCamelCase and original field names are accepted.</param>
    /// <exception cref="P8eInputException">
    /// <see cref="ErrorCodes.JsonInvalid"/> with the path of the field, <see cref="ErrorCodes.DescriptorUnknownType"/> for the type of an Any,
    /// <see cref="ErrorCodes.LimitExceeded"/>.
    /// </exception>
    public byte[] FromJson(MessageDescriptor type, ReadOnlySpan<byte> utf8Json)
    {
        var shape = set.ShapeOf(type);
        var path = new FieldPath($"Reading {type.FullName} from JSON");
        if (utf8Json.Length > _limits.MaxJsonBytes)
        {
            throw path.Fail(ErrorCodes.LimitExceeded, $"the text has {utf8Json.Length} bytes, allowed are {_limits.MaxJsonBytes}");
        }

        if (!Utf8.IsValid(utf8Json))
        {
            throw path.Json("the text is not UTF-8");
        }

        using var output = new WireBuffer(_limits.MaxMessageBytes);
        try
        {
            var reader = new Utf8JsonReader(utf8Json, ReaderOptions);
            reader.Read();
            new JsonMessageReader(set, output, path, _limits.MaxOpenFields).ReadMessage(ref reader, shape);
            reader.Read();
        }
        catch (JsonException e)
        {
            throw path.Json($"the text is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine})", e);
        }

        return output.ToArray();
    }

    /// <summary>Turns a serialized message into canonical protobuf JSON in UTF-8, without white space.</summary>
    /// <param name="type">Type of the message.</param>
    /// <param name="message">The serialized message.</param>
    /// <param name="unknownFields">What happens to fields the type does not have.</param>
    /// <exception cref="P8eInputException">
    /// <see cref="ErrorCodes.ProtobufInvalid"/> with the path of the field, <see cref="ErrorCodes.DescriptorUnknownType"/> for the type of an Any,
    /// <see cref="ErrorCodes.LimitExceeded"/>.
    /// </exception>
    public byte[] ToJson(MessageDescriptor type, ReadOnlyMemory<byte> message, UnknownFieldPolicy unknownFields = UnknownFieldPolicy.Refuse) =>
        ToJson(type, message, unknownFields, opaqueAny: false);

    /// <summary>Like <see cref="ToJson(MessageDescriptor, ReadOnlyMemory{byte}, UnknownFieldPolicy)"/>, as one value of a text that is being written.</summary>
    public void WriteJson(
        MessageDescriptor type, ReadOnlyMemory<byte> message, Utf8JsonWriter output, UnknownFieldPolicy unknownFields = UnknownFieldPolicy.Refuse)
    {
        ArgumentNullException.ThrowIfNull(output);
        WriteJson(type, message, output, unknownFields, opaqueAny: false);
    }

    /// <summary>Serializes again what was parsed, as protobuf-java does: canonical order and varints, unknown fields kept behind the known ones.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ProtobufInvalid"/> or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public byte[] Normalize(MessageDescriptor type, ReadOnlyMemory<byte> message)
    {
        var shape = set.ShapeOf(type);
        using var source = Open(message, $"Copying {type.FullName}");
        using var output = new WireBuffer(_limits.MaxMessageBytes);
        new MessageNormalizer(source, output).WriteRoot(shape);
        return output.ToArray();
    }

    /// <summary>
    /// Merges a second message into a first one and serializes the result: singular fields of the second win, messages merge, lists are
    /// appended, map keys are put, unknown fields are appended.
    /// </summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ProtobufInvalid"/> or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public byte[] Merge(MessageDescriptor type, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if ((long)first.Length + second.Length > _limits.MaxMessageBytes)
        {
            throw new P8eInputException(ErrorCodes.LimitExceeded, $"Merging {type?.FullName}: together they have more than {_limits.MaxMessageBytes} bytes.");
        }

        // Protobuf defines merging by this: parsing the concatenation is the same as merging the parsed messages.
        byte[] both = [.. first, .. second];
        return Normalize(type!, both);
    }

    internal byte[] ToJson(MessageDescriptor type, ReadOnlyMemory<byte> message, UnknownFieldPolicy unknownFields, bool opaqueAny)
    {
        // What could not be read back is not written either.
        using var buffer = new WireBuffer(_limits.MaxJsonBytes);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            WriteJson(type, message, writer, unknownFields, opaqueAny);
        }

        return buffer.ToArray();
    }

    private void WriteJson(
        MessageDescriptor type, ReadOnlyMemory<byte> message, Utf8JsonWriter output, UnknownFieldPolicy unknownFields, bool opaqueAny)
    {
        var shape = set.ShapeOf(type);
        using var source = Open(message, $"Writing {type.FullName} as JSON");
        new JsonMessageWriter(set, source, output, unknownFields, opaqueAny).WriteRoot(shape);
    }

    private MessageBytes Open(ReadOnlyMemory<byte> message, string doing)
    {
        var path = new FieldPath(doing);
        return message.Length <= _limits.MaxMessageBytes
            ? new MessageBytes(message, path, _limits)
            : throw path.Fail(ErrorCodes.LimitExceeded, $"the message has {message.Length} bytes, allowed are {_limits.MaxMessageBytes}");
    }
}
