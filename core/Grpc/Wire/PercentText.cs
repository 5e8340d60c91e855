using System.Buffers;
using System.Globalization;
using System.Text;

namespace P8e.Grpc.Wire;

/// <summary><c>grpc-message</c>: UTF-8 in which everything but U+0020–007E, and the percent sign, is written as %XX.</summary>
internal static class PercentText
{
    /// <summary>A text longer than this is cut: peers refuse header blocks over 8 to 16 KiB, and would lose the status with the text.</summary>
    public const int MaxEncodedBytes = 4096;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        Enumerable.Range(0x20, 0x5F).Select(c => (char)c).Where(c => c != '%').ToArray());

    public static string Encode(string text)
    {
        if (text.Length <= MaxEncodedBytes && !text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 32);
        Span<byte> utf8 = stackalloc byte[4];
        // By characters, so that a cut never leaves half of one. Half a surrogate pair becomes U+FFFD.
        foreach (var rune in text.EnumerateRunes())
        {
            var start = encoded.Length;
            if (rune.IsBmp && Plain.Contains((char)rune.Value))
            {
                encoded.Append((char)rune.Value);
            }
            else
            {
                foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
                {
                    encoded.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
                }
            }

            if (encoded.Length > MaxEncodedBytes)
            {
                encoded.Length = start;
                break;
            }
        }

        return encoded.ToString();
    }

    /// <summary>Never fails: what is no escape stands for itself, what is no UTF-8 becomes U+FFFD.</summary>
    public static string Decode(string encoded)
    {
        if (!encoded.Contains('%'))
        {
            return encoded;
        }

        var utf8 = new ArrayBufferWriter<byte>(encoded.Length);
        for (var rest = encoded.AsSpan(); !rest.IsEmpty;)
        {
            if (rest.Length >= 3 && rest[0] == '%' && char.IsAsciiHexDigit(rest[1]) && char.IsAsciiHexDigit(rest[2]))
            {
                utf8.Write([byte.Parse(rest[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)]);
                rest = rest[3..];
            }
            else
            {
                var plain = rest[1..].IndexOf('%') is var next and >= 0 ? next + 1 : rest.Length;
                Encoding.UTF8.GetBytes(rest[..plain], utf8);
                rest = rest[plain..];
            }
        }

        return Encoding.UTF8.GetString(utf8.WrittenSpan);
    }
}
