using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace P8e.Azure.Rows;

/// <summary>
/// Texts of others as parts of row keys: plain ASCII that no service treats specially, whose ordinal order is that of the texts. Letters and digits stay as they are; the rest of
/// ASCII takes two characters, everything else five. <see cref="End"/> sorts before all of them and ends a part.
/// </summary>
internal static class OrderedText
{
    /// <summary>Ends a part: a text then sorts before every longer one that begins with it.</summary>
    internal const char End = '!';

    private const int HashChars = 43;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The hash of a text in 43 characters of base64url: a name for it where order does not matter.</summary>
    /// <exception cref="EncoderFallbackException">Half a character stands in it; its hash would be another text's too.</exception>
    internal static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(Strict.GetBytes(text)));

    /// <summary>The part for a text; what would be too long is cut and ends with its hash, so that it stays unique but is ordered by its beginning only.</summary>
    /// <param name="text">Any text of whole characters.</param>
    /// <param name="lengthMax">Longest result, at least 64.</param>
    internal static string Encode(string text, int lengthMax)
    {
        var key = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            // A lead sorts where its characters do: between the digits and letters that stay as they are.
            var lead = character switch
            {
                < '0' => '$',
                > '9' and < '@' => ':',
                > 'Z' and < '`' => '[',
                > 'z' => '{',
                _ => '\0',
            };
            _ = lead switch
            {
                '\0' => key.Append(character),
                '{' => key.Append(CultureInfo.InvariantCulture, $"{{{(int)character:X4}"),
                _ => key.Append(CultureInfo.InvariantCulture, $"{lead}{(int)character:X2}"),
            };
        }

        // '~' follows everything above, so a cut part sorts behind the whole ones with its beginning.
        return key.Length <= lengthMax ? key.ToString() : $"{key.ToString(0, lengthMax - HashChars - 1)}~{Hash(text)}";
    }
}
