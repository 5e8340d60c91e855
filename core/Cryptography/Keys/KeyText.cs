using System.Security.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Keys;

/// <summary>
/// The hex text in which the field's tools pass keys: a serialised <c>io.provenance.scope</c> key message (p8e-sdk 11.3).
/// </summary>
public static class KeyText
{
    private const byte FirstField = 0x0A;
    private const int HeadBytes = 2;
    private const int NumberBytesMax = CurveFormat.ScalarBytes + 1;
    private const int PrivateCharsMax = 2 * (HeadBytes + NumberBytesMax);

    /// <summary>Writes a public key: <c>0A41</c> and 65 bytes, upper case.</summary>
    /// <param name="key">The key.</param>
    public static string Write(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Convert.ToHexString([FirstField, PublicKey.UncompressedBytes, .. key.Uncompressed]);
    }

    /// <summary>Reads a public key, upper or lower case.</summary>
    /// <param name="text">The text.</param>
    /// <param name="curve">The curve to check with; null means <see cref="Secp256k1.Default"/>.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.KeyInvalid"/>: not such a text.</exception>
    public static PublicKey ReadPublic(ReadOnlySpan<char> text, ISecp256k1? curve = null)
    {
        Span<byte> bytes = stackalloc byte[HeadBytes + PublicKey.UncompressedBytes];
        return Convert.FromHexString(text, bytes, out var consumed, out var written) == System.Buffers.OperationStatus.Done
            && consumed == text.Length && written == bytes.Length && bytes[0] == FirstField && bytes[1] == PublicKey.UncompressedBytes
                ? PublicKey.Parse(bytes[HeadBytes..], curve)
                : throw Invalid("public", "0A41 and 65 bytes");
    }

    /// <summary>Reads a private key: <c>0A20</c> or <c>0A21</c> and a big-endian number of up to 33 bytes.</summary>
    /// <param name="text">The text; the caller zeroes it.</param>
    /// <param name="curve">The curve to check with; null means <see cref="Secp256k1.Default"/>.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.KeyInvalid"/>: not such a text.</exception>
    public static PrivateKey ReadPrivate(ReadOnlySpan<char> text, ISecp256k1? curve = null)
    {
        Span<byte> bytes = stackalloc byte[HeadBytes + NumberBytesMax];
        try
        {
            return text.Length <= PrivateCharsMax
                && Convert.FromHexString(text, bytes, out var consumed, out var written) == System.Buffers.OperationStatus.Done
                && consumed == text.Length && written > HeadBytes && bytes[0] == FirstField && bytes[1] == written - HeadBytes
                    ? PrivateKey.Import(bytes[HeadBytes..written], curve)
                    : throw Invalid("private", "0A20 or 0A21 and the number");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Writes a private key as the JVM does, with a zero byte in front when the top bit is set. For a key file or a vault's secret only.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The characters; the caller zeroes them.</returns>
    public static char[] Write(PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> bytes = stackalloc byte[HeadBytes + NumberBytesMax];
        try
        {
            var number = key.Scalar[key.Scalar.IndexOfAnyExcept((byte)0)..];
            var sign = number[0] >> 7;
            bytes[0] = FirstField;
            bytes[1] = (byte)(sign + number.Length);
            bytes[HeadBytes] = 0;
            number.CopyTo(bytes[(HeadBytes + sign)..]);
            var text = new char[2 * (HeadBytes + sign + number.Length)];
            _ = Convert.TryToHexString(bytes[..(HeadBytes + sign + number.Length)], text, out _);
            return text;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static P8eInputException Invalid(string kind, string form) =>
        new(ErrorCodes.KeyInvalid, $"Reading a {kind} key text: it is not the hex of a key message ({form}).");
}
