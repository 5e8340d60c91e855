using System.Diagnostics.CodeAnalysis;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Identifiers;

/// <summary>
/// Base64 as Java's basic decoder reads it: padding may be missing, the last bits may be anything, everything else is strict
/// (p8e-sdk 8.1 and 15.8). For hash texts that come from the chain or by mail; what we write ourselves is canonical.
/// </summary>
public static class JavaBase64
{
    /// <summary>Decodes, or says what is wrong.</summary>
    /// <param name="text">Untrusted text.</param>
    /// <param name="maximumBytes">Most bytes the caller expects; checked before anything is allocated.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.Base64Invalid"/>.</exception>
    public static byte[] Decode(string text, int maximumBytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryDecode(text, maximumBytes, out var bytes)
            ? bytes
            : throw new P8eInputException(
                ErrorCodes.Base64Invalid,
                $"Decoding base64: {text.Length} characters are no base64 of at most {maximumBytes} bytes. "
                + "Send the standard alphabet without blanks.");
    }

    /// <summary>As <see cref="Decode"/>, but a wrong text is an answer, not an error.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, int maximumBytes, [NotNullWhen(true)] out byte[]? bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumBytes);
        bytes = null;
        var characters = WithoutPadding(text);
        var length = (long)characters.Length * 6 / 8;
        if (characters.Length % 4 == 1 || !IsPadding(characters.Length, text.Length - characters.Length) || length > maximumBytes)
        {
            return false;
        }

        var decoded = new byte[length];
        if (!TryFill(characters, decoded))
        {
            return false;
        }

        bytes = decoded;
        return true;
    }

    private static ReadOnlySpan<char> WithoutPadding(ReadOnlySpan<char> text)
    {
        var first = text.IndexOf('=');
        return first < 0 || text[first..].ContainsAnyExcept('=') ? text : text[..first];
    }

    // All of it or nothing: "xx=" and "xxxx=" are refused by Java too.
    private static bool IsPadding(int characters, int padding) => padding == 0 || (characters % 4 > 1 && padding == 4 - (characters % 4));

    private static bool TryFill(ReadOnlySpan<char> characters, Span<byte> decoded)
    {
        uint buffer = 0;
        int bits = 0, next = 0;
        foreach (var c in characters)
        {
            var value = Value(c);
            if (value < 0)
            {
                return false;
            }

            buffer = (buffer << 6) | (uint)value;
            bits += 6;
            if (bits >= 8)
            {
                bits -= 8;
                decoded[next++] = (byte)(buffer >> bits);
            }
        }

        return true;
    }

    private static int Value(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' => 62,
        '/' => 63,
        _ => -1,
    };
}
