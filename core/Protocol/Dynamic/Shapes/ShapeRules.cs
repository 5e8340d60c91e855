using Google.Protobuf.Reflection;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic.Shapes;

/// <summary>What a compiler guarantees and the linker of Google.Protobuf does not check; the engine relies on it.</summary>
internal static class ShapeRules
{
    private const int MostFieldNumber = 0x1FFF_FFFF;

    internal static void Check(MessageDescriptor type, FieldShape[] fields)
    {
        foreach (var field in fields)
        {
            // The linked descriptor calls a group a message; only the original says what it is.
            if (field.Descriptor.ToProto().Type == FieldDescriptorProto.Types.Type.Group)
            {
                throw Invalid(type, $"field {field.JsonName} is a proto2 group; groups are not supported, make it a message field");
            }

            if (field.Number > MostFieldNumber || (field.IsMap && !field.IsRepeated))
            {
                throw Invalid(type, $"field {field.JsonName} has a number or a label that no compiler makes");
            }
        }

        if (type.GetOptions()?.MapEntry == true && !IsMapEntry(fields))
        {
            throw Invalid(type, "it is marked as a map entry but has no single key and value");
        }
    }

    private static bool IsMapEntry(FieldShape[] fields) =>
        fields is [{ Number: 1, IsRepeated: false } key, { Number: 2, IsRepeated: false }] &&
        key.Kind is not (FieldType.Message or FieldType.Bytes or FieldType.Float or FieldType.Double or FieldType.Enum);

    private static P8eInputException Invalid(MessageDescriptor type, string what) =>
        new(ErrorCodes.DescriptorInvalid, $"Using message type {type.FullName}: {what}.");
}
