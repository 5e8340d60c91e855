using System.Globalization;
using System.Text.Json;

namespace P8e.Chain.Blocks.Comet;

/// <summary>Steps over a CometBFT reply (provenance-chain 4.6). Whatever does not fit is a <see cref="JsonException"/>, which the caller translates.</summary>
internal static class CometJson
{
    internal delegate string TextReading(ref Utf8JsonReader reader);

    /// <summary>Goes from an object's start or a value to the next property name; false at the object's end.</summary>
    internal static bool NextProperty(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType switch
        {
            JsonTokenType.PropertyName => true,
            JsonTokenType.EndObject => false,
            _ => throw Unexpected(),
        };
    }

    /// <summary>Goes to the next element of an array; false at its end.</summary>
    internal static bool NextElement(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Enters the object that is a property's value.</summary>
    internal static void EnterObject(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        Require(ref reader, JsonTokenType.StartObject);
    }

    /// <summary>Enters the array that is a property's value; false when it is null.</summary>
    internal static bool EnterArray(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        if (reader.TokenType == JsonTokenType.Null)
        {
            return false;
        }

        Require(ref reader, JsonTokenType.StartArray);
        return true;
    }

    /// <summary>The object that is a property's value, of which one property counts; empty when it is not there.</summary>
    internal static string Only(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, TextReading read)
    {
        var text = string.Empty;
        EnterObject(ref reader);
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(name))
            {
                text = read(ref reader);
            }
            else
            {
                SkipValue(ref reader);
            }
        }

        return text;
    }

    /// <summary>Passes over a property's value.</summary>
    internal static void SkipValue(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        reader.Skip();
    }

    /// <summary>A property's value as text; empty for null.</summary>
    internal static string Text(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return CurrentText(ref reader);
    }

    /// <summary>The value at which the reader stands.</summary>
    internal static string CurrentText(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Null => string.Empty,
        _ => throw Unexpected(),
    };

    /// <summary>A property's value as a number that is 0 or more; CometBFT writes 64-bit ones as text.</summary>
    internal static long Number(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        long number;
        var read = reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetInt64(out number),
            JsonTokenType.String => TryParse(ref reader, out number),
            _ => throw Unexpected(),
        };
        return read && number >= 0 ? number : throw Unexpected();
    }

    internal static bool Flag(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw Unexpected();
    }

    internal static DateTimeOffset Time(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time) ? time : throw Unexpected();
    }

    /// <summary>A property's value as a hash in upper-case hex: 64 digits, or empty where there is none.</summary>
    internal static string Hash(ref Utf8JsonReader reader)
    {
        var text = Text(ref reader);
        return text.Length is 0 or 64 && text.All(char.IsAsciiHexDigitUpper) ? text : throw Unexpected();
    }

    internal static void Require(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw Unexpected();
        }
    }

    internal static JsonException Unexpected() => new("The reply does not have the form of a CometBFT node's.");

    /// <summary>Goes to the next token; there must be one.</summary>
    internal static void Advance(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw Unexpected();
        }
    }

    // In the reply's own bytes where they lie in one piece.
    private static bool TryParse(ref Utf8JsonReader reader, out long number) => reader.HasValueSequence || reader.ValueIsEscaped
        ? long.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number)
        : long.TryParse(reader.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
