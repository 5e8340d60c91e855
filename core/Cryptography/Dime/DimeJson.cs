using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace P8e.Cryptography.Dime;

/// <summary>
/// The two JSON sections of a container. Written as the JVM's writer does (no spaces, only quote, backslash and control characters escaped;
/// object-store 5.2), read strictly.
/// </summary>
internal static class DimeJson
{
    private const string SignatureMember = "signature";
    private const string PublicKeyMember = "publicKey";

    // Half of a surrogate pair has no UTF-8: writing a replacement would change the text unseen.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes the metadata section.</summary>
    /// <exception cref="EncoderFallbackException">A text is not Unicode.</exception>
    internal static byte[] WriteMetadata(IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        var text = new StringBuilder("{", capacity: 256); // Room for the signer's PEM, which is always there.
        foreach (var (name, value) in metadata)
        {
            _ = text.Length > 1 ? text.Append(',') : text;
            Append(text, name).Append(':');
            Append(text, value);
        }

        return StrictUtf8.GetBytes(text.Append('}').ToString());
    }

    /// <summary>Writes a signatures section with one element, from the raw bytes of both properties (object-store 5.3).</summary>
    internal static byte[] WriteSignature(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> publicKeyPem)
    {
        var section = new ArrayBufferWriter<byte>(64 + StrictBase64.EncodedLength(signature.Length) + StrictBase64.EncodedLength(publicKeyPem.Length));
        section.Write("[{\"signature\":\""u8);
        AppendBase64(section, signature);
        section.Write("\",\"publicKey\":\""u8);
        AppendBase64(section, publicKeyPem);
        section.Write("\"}]"u8);
        return section.WrittenSpan.ToArray();
    }

    /// <summary>Reads the metadata section: an object of strings. Of a repeated name the last value counts. More than <see cref="DimeLimits.MetadataEntriesMax"/> entries are refused.</summary>
    internal static bool TryReadMetadata(ReadOnlySpan<byte> section, [NotNullWhen(true)] out IReadOnlyList<KeyValuePair<string, string>>? metadata)
    {
        var entries = new List<KeyValuePair<string, string>>();
        metadata = entries;
        return TryRead(section, (ref Utf8JsonReader reader) =>
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            for (var count = 1; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; count++)
            {
                // Counting first: looking for repeats takes time in the square of the entries.
                var name = reader.GetString()!;
                if (count > DimeLimits.MetadataEntriesMax || !reader.Read() || reader.TokenType != JsonTokenType.String)
                {
                    return false;
                }

                entries.RemoveAll(entry => entry.Key == name);
                entries.Add(new(name, reader.GetString()!));
            }

            return reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        });
    }

    /// <summary>Reads the first element of the signatures section. Unknown members are skipped; an empty section or array has none.</summary>
    /// <returns>False when the section is malformed.</returns>
    internal static bool TryReadSignature(ReadOnlySpan<byte> section, out DimeSignature? first)
    {
        DimeSignature? found = null;
        var read = section.IsEmpty || TryRead(section, (ref Utf8JsonReader reader) =>
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray || !reader.Read())
            {
                return false;
            }

            if (reader.TokenType == JsonTokenType.EndArray)
            {
                return !reader.Read();
            }

            return reader.TokenType == JsonTokenType.StartObject && TryReadElement(ref reader, out found) && TrySkipRest(ref reader);
        });
        first = found;
        return read;
    }

    private delegate bool Body(ref Utf8JsonReader reader);

    private static bool TryRead(ReadOnlySpan<byte> section, Body body)
    {
        try
        {
            var reader = new Utf8JsonReader(section, new JsonReaderOptions { MaxDepth = 8 });
            return body(ref reader);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false; // Not JSON, or a text that is not Unicode: the caller has one text for all of it.
        }
    }

    private static bool TryReadElement(ref Utf8JsonReader reader, out DimeSignature? element)
    {
        byte[]? signature = null;
        byte[]? publicKey = null;
        element = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            if (!reader.Read())
            {
                return false;
            }

            if (name is SignatureMember or PublicKeyMember)
            {
                if (reader.TokenType != JsonTokenType.String || !reader.TryGetBytesFromBase64(out var value))
                {
                    return false;
                }

                _ = name == SignatureMember ? signature = value : publicKey = value;
            }
            else
            {
                reader.Skip();
            }
        }

        if (signature is null || publicKey is null)
        {
            return false;
        }

        element = new DimeSignature(signature, Encoding.UTF8.GetString(publicKey));
        return true;
    }

    /// <summary>What follows the first element counts for nothing, but must be JSON.</summary>
    private static bool TrySkipRest(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
        }

        return !reader.Read();
    }

    private static void AppendBase64(ArrayBufferWriter<byte> section, ReadOnlySpan<byte> bytes)
    {
        var length = StrictBase64.EncodedLength(bytes.Length);
        StrictBase64.Encode(bytes, section.GetSpan(length));
        section.Advance(length);
    }

    private static StringBuilder Append(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => text.Append(character),
            };
        }

        return text.Append('"');
    }
}
