using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using P8e.Devchain.Addresses;
using P8e.Devchain.Metadata.Locators;
using P8e.Devchain.Wire.Attributes;

namespace P8e.Devchain.Attributes;

/// <summary>Whether a value is of the type it is said to be of.</summary>
internal static class AttributeValue
{
    internal static bool Fits(ByteString value, AttributeType type)
    {
        var text = Encoding.UTF8.GetString(value.Span);
        return type switch
        {
            AttributeType.Uuid => UuidText.Fault(text, out _) is null,
            AttributeType.Json => IsJson(value),
            AttributeType.String => !string.IsNullOrWhiteSpace(text),
            AttributeType.Uri => text.Length > 0 && GoUri.Parses(text),
            AttributeType.Int => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            AttributeType.Float => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            AttributeType.Proto or AttributeType.Bytes => !value.IsEmpty,
            _ => false,
        };
    }

    private static bool IsJson(ByteString value)
    {
        try
        {
            using var document = JsonDocument.Parse(value.Memory);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
