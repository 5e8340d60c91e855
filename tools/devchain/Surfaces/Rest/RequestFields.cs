using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace P8e.Devchain.Surfaces.Rest;

/// <summary>Puts the texts of a path and a query string into the fields of a request. Names of no field are ignored, as on the node.</summary>
internal static class RequestFields
{
    private static readonly string[] True = ["1", "t", "T", "true", "TRUE", "True"];
    private static readonly string[] False = ["0", "f", "F", "false", "FALSE", "False"];

    /// <summary>Sets the field of a name like <c>pagination.limit</c>; throws <see cref="FormatException"/> with Go's words.</summary>
    internal static void Set(IMessage message, string name, string text)
    {
        var parts = name.Split('.');
        foreach (var part in parts[..^1])
        {
            if (message.Descriptor.FindFieldByName(part) is not { FieldType: FieldType.Message, IsRepeated: false } inner)
            {
                return;
            }

            if (inner.Accessor.GetValue(message) is not IMessage child)
            {
                child = inner.MessageType.Parser.ParseFrom(ByteString.Empty);
                inner.Accessor.SetValue(message, child);
            }

            message = child;
        }

        if (message.Descriptor.FindFieldByName(parts[^1]) is not { } field || field.FieldType is FieldType.Message or FieldType.Group)
        {
            return;
        }

        if (field.IsRepeated)
        {
            foreach (var item in text.Split(','))
            {
                _ = ((IList)field.Accessor.GetValue(message)).Add(Value(field, item));
            }
        }
        else
        {
            field.Accessor.SetValue(message, Value(field, text));
        }
    }

    private static object Value(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.String => text,
        FieldType.Bool => True.Contains(text) || (False.Contains(text) ? false : throw Invalid("ParseBool", text)),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid("ParseInt", text),
        FieldType.UInt64 or FieldType.Fixed64 =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid("ParseUint", text),
        FieldType.UInt32 or FieldType.Fixed32 =>
            uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid("ParseUint", text),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid("ParseInt", text),
        FieldType.Enum => field.EnumType.FindValueByName(text)?.Number
            ?? (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{text} is not valid")),
        FieldType.Bytes => Bytes(text),
        _ => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid("ParseFloat", text),
    };

    // Plain base64 or that for URLs, with padding or without.
    private static ByteString Bytes(string text)
    {
        var plain = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var bytes = new byte[plain.Length];
        return Convert.TryFromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='), bytes, out var count)
            ? ByteString.CopyFrom(bytes.AsSpan(0, count))
            : throw new FormatException("illegal base64 data at input byte 0");
    }

    private static FormatException Invalid(string function, string text) => new($"strconv.{function}: parsing \"{text}\": invalid syntax");
}
