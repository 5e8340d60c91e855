using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using P8e.Cryptography.Curve;

namespace P8e.Cryptography.Keys;

/// <summary>
/// The PEM of a public key as it travels beside a signature: SubjectPublicKeyInfo, named curve, uncompressed point (object-store 5.7).
/// </summary>
public static class PublicKeyPem
{
    private const string Begin = "-----BEGIN PUBLIC KEY-----";
    private const string End = "-----END PUBLIC KEY-----";
    private const string Label = "PUBLIC KEY";
    private const int LengthMax = 400;

    /// <summary>SEQUENCE, algorithm id-ecPublicKey with named curve 1.3.132.0.10, BIT STRING of 65 bytes. Any other form is refused: explicit parameters above all (CVE-2020-0601).</summary>
    private static ReadOnlySpan<byte> Prefix =>
    [
        0x30, 0x56, 0x30, 0x10, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
        0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x0A, 0x03, 0x42, 0x00,
    ];

    /// <summary>Writes the canonical text: lines of 64, <c>\n</c> line ends and a final <c>\n</c>, because some readers compare the text itself.</summary>
    /// <param name="key">The key.</param>
    public static string Write(PublicKey key)
    {
        Span<char> text = stackalloc char[LengthMax];
        _ = PemEncoding.TryWrite(Label, ToDer(key), text, out var written); // Lines of 64 by its standard, RFC 7468; only the last line end is missing.
        text[written++] = '\n';
        return text[..written].ToString();
    }

    /// <summary>The 88 bytes of the SubjectPublicKeyInfo.</summary>
    /// <param name="key">The key.</param>
    public static byte[] ToDer(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return [.. Prefix, .. key.Uncompressed];
    }

    /// <summary>Reads a PEM; a missing final newline, CRLF and an unwrapped body are accepted as the JVM accepts them (object-store 5.7).</summary>
    /// <param name="pem">The text; more than 400 characters are refused.</param>
    /// <param name="key">The key, when the result is true.</param>
    /// <param name="curve">The curve to check with; null means <see cref="Secp256k1.Default"/>.</param>
    public static bool TryRead(string pem, [NotNullWhen(true)] out PublicKey? key, ISecp256k1? curve = null)
    {
        ArgumentNullException.ThrowIfNull(pem);
        key = null;
        var text = pem.AsSpan().Trim();
        if (pem.Length > LengthMax || !text.StartsWith(Begin, StringComparison.Ordinal) || !text.EndsWith(End, StringComparison.Ordinal)
            || text.Length < Begin.Length + End.Length)
        {
            return false;
        }

        Span<char> body = stackalloc char[LengthMax];
        var length = 0;
        foreach (var character in text[Begin.Length..^End.Length])
        {
            if (character is not ('\r' or '\n'))
            {
                body[length++] = character;
            }
        }

        Span<byte> der = stackalloc byte[LengthMax];
        return Convert.TryFromBase64Chars(body[..length], der, out var written)
            && written == Prefix.Length + PublicKey.UncompressedBytes
            && der[..Prefix.Length].SequenceEqual(Prefix)
            && PublicKey.TryParse(der[Prefix.Length..written], out key, curve);
    }
}
