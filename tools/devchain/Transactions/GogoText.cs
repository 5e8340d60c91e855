using System.Collections;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace P8e.Devchain.Transactions;

/// <summary>Messages in gogoproto's compact text form, which some error texts hold (provenance-chain 3.11).</summary>
internal static class GogoText
{
    /// <summary>Set fields in the order of their numbers, each followed by a blank.</summary>
    internal static string Of(IMessage message)
    {
        var text = new StringBuilder();
        Write(message, text);
        return text.ToString();
    }

    private static void Write(IMessage message, StringBuilder text)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (value is IList list)
            {
                foreach (var item in list)
                {
                    Write(field, item!, text);
                }
            }
            else if (IsSet(message, field, value))
            {
                Write(field, value, text);
            }
        }
    }

    private static bool IsSet(IMessage message, FieldDescriptor field, object? value) =>
        field.ContainingOneof is { } oneof ? oneof.Accessor.GetCaseFieldDescriptor(message) == field
        : value switch
        {
            null => false,
            string content => content.Length > 0,
            ByteString bytes => !bytes.IsEmpty,
            IMessage => true,
            bool flag => flag,
            _ => Convert.ToDouble(value, CultureInfo.InvariantCulture) != 0,
        };

    private static void Write(FieldDescriptor field, object value, StringBuilder text)
    {
        text.Append(field.Name).Append(':');
        switch (value)
        {
            case IMessage message:
                text.Append('<');
                Write(message, text);
                text.Append("> ");
                return;
            case string content:
                Quote(Encoding.UTF8.GetBytes(content), text);
                break;
            case ByteString bytes:
                Quote(bytes.Span, text);
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case Enum number:
                var name = field.EnumType.FindValueByNumber(Convert.ToInt32(number, CultureInfo.InvariantCulture))?.Name;
                text.Append(name ?? number.ToString("D"));
                break;
            default:
                text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }

        text.Append(' ');
    }

    private static void Quote(ReadOnlySpan<byte> bytes, StringBuilder text)
    {
        text.Append('"');
        foreach (var part in bytes)
        {
            _ = part switch
            {
                (byte)'\n' => text.Append("\\n"),
                (byte)'\r' => text.Append("\\r"),
                (byte)'\t' => text.Append("\\t"),
                (byte)'"' => text.Append("\\\""),
                (byte)'\\' => text.Append("\\\\"),
                >= 0x20 and < 0x7f => text.Append((char)part),
                _ => text.Append('\\').Append(Convert.ToString(part, 8).PadLeft(3, '0')),
            };
        }

        text.Append('"');
    }
}
