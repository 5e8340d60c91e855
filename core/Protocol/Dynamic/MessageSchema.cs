using System.Text.Json;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic.Json;
using P8e.Protocol.Dynamic.Wire;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic;

/// <summary>JSON Schema (draft 2020-12) of a message's protobuf JSON, for input forms: canonical field names, enums by name.</summary>
/// <param name="set">The message types.</param>
public sealed class MessageSchema(DescriptorSet set)
{
    /// <summary>Message types that one schema may describe.</summary>
    public const int MaxTypes = 2_000;

    /// <summary>
    /// Writes the schema: <c>$ref</c> to the type, every reachable type once under <c>$defs</c> by its full proto name, so types that contain
    /// themselves are finite. Members of a oneof exclude each other.
    /// </summary>
    /// <param name="type">Type of the message.</param>
    /// <returns>The schema in UTF-8.</returns>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/> for more than <see cref="MaxTypes"/> types; <see cref="ErrorCodes.DescriptorInvalid"/>.</exception>
    public byte[] Write(MessageDescriptor type)
    {
        var root = set.ShapeOf(type);
        using var buffer = new WireBuffer(int.MaxValue / 2);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            new SchemaWriter(writer).WriteRoot(root);
        }

        return buffer.ToArray();
    }
}
