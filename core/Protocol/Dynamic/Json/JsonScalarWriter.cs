using System.Text.Json;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Dynamic.Wire;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>One scalar → its JSON value.</summary>
internal sealed class JsonScalarWriter(MessageBytes source, Utf8JsonWriter output)
{
    internal bool IsDefault(FieldShape field, WireField at) =>
        field.Kind is FieldType.String or FieldType.Bytes ? at.Length == 0 : source.BitsOf(field, at) == 0;

    /// <summary>Writes the value; null stands for the default.</summary>
    internal void Write(FieldShape field, WireField? at)
    {
        switch (field.Kind)
        {
            case FieldType.String:
                output.WriteStringValue(source.TextOf(at));
                break;
            case FieldType.Bytes:
                output.WriteBase64StringValue(source.ContentOf(at));
                break;
            default:
                WriteBits(field, source.BitsOf(field, at));
                break;
        }
    }

    internal void WriteBits(FieldShape field, ulong bits)
    {
        switch (field.Kind)
        {
            case FieldType.Double:
                WriteDouble(BitConverter.Int64BitsToDouble((long)bits));
                break;
            case FieldType.Float:
                WriteSingle(BitConverter.UInt32BitsToSingle((uint)bits));
                break;
            case FieldType.Bool:
                output.WriteBooleanValue(bits != 0);
                break;
            case FieldType.Enum:
                WriteEnum(field, (int)bits);
                break;
            case FieldType.Int32 or FieldType.SFixed32:
                output.WriteNumberValue((int)bits);
                break;
            case FieldType.SInt32:
                output.WriteNumberValue(ScalarCodec.UnZigZag(bits));
                break;
            case FieldType.UInt32 or FieldType.Fixed32:
                output.WriteNumberValue((uint)bits);
                break;
            default:
                output.WriteStringValue(ScalarText.Of(field.Kind, bits));
                break;
        }
    }

    private void WriteDouble(double value)
    {
        if (double.IsFinite(value))
        {
            output.WriteNumberValue(value);
        }
        else
        {
            output.WriteStringValue(NameOf(value));
        }
    }

    private void WriteSingle(float value)
    {
        if (float.IsFinite(value))
        {
            output.WriteNumberValue(value);
        }
        else
        {
            output.WriteStringValue(NameOf(value));
        }
    }

    private static string NameOf(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    private void WriteEnum(FieldShape field, int number)
    {
        if (field.IsNullValue)
        {
            output.WriteNullValue();
        }
        else if (field.Enum.FindValueByNumber(number) is { } value)
        {
            output.WriteStringValue(value.Name);
        }
        else
        {
            output.WriteNumberValue(number);
        }
    }
}
