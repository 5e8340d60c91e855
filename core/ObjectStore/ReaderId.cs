using System.Buffers.Text;
using System.Security.Cryptography;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Keys;

namespace P8e.ObjectStore;

/// <summary>
/// A reader as an index knows it: SHA-256 of the key text in the container, because that text may be anything (object-store 3.3) and names
/// in storage are derived, never a caller's text. Equal by value.
/// </summary>
public sealed record ReaderId
{
    private readonly string _text;

    private ReaderId(string text) => _text = text;

    /// <summary>The reader with a key.</summary>
    /// <param name="key">The key.</param>
    public static ReaderId Of(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return OfKeyBytes(key.Uncompressed);
    }

    /// <summary>The reader that a request names by raw key bytes, whatever they are.</summary>
    /// <param name="keyBytes">Normally 65 bytes.</param>
    public static ReaderId OfKeyBytes(ReadOnlySpan<byte> keyBytes) =>
        OfKeyText(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(keyBytes)));

    /// <summary>The reader that an audience entry names.</summary>
    /// <param name="entry">The entry.</param>
    public static ReaderId Of(DimeAudience entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return OfKeyText(entry.PublicKeyText.Span);
    }

    /// <summary>Reads back what <see cref="ToString"/> wrote; for adapters.</summary>
    /// <param name="text">43 characters.</param>
    public static ReaderId FromStored(string text) => new(text);

    /// <summary>43 characters of base64url.</summary>
    public override string ToString() => _text;

    private static ReaderId OfKeyText(ReadOnlySpan<byte> keyText) => new(Base64Url.EncodeToString(SHA256.HashData(keyText)));
}
