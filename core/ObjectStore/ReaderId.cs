using System.Buffers.Text;
using System.Security.Cryptography;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Keys;

namespace P8e.ObjectStore;

/// <summary>
/// A reader as an index knows it: SHA-256 of the key text in the container, because that text may be anything (object-store 3.3) and names
/// in storage are derived, never a caller's text. Equal by that value, whether the key itself is known or not.
/// </summary>
public sealed record ReaderId
{
    private readonly string _text;

    private ReaderId(string text, ReadOnlyMemory<byte> keyBytes)
    {
        _text = text;
        KeyBytes = keyBytes;
    }

    /// <summary>The key's own bytes, normally 65, which a partner's store asks for; empty when only the text of a container or of a row named the reader.</summary>
    public ReadOnlyMemory<byte> KeyBytes { get; }

    /// <summary>The reader with a key.</summary>
    /// <param name="key">The key.</param>
    public static ReaderId Of(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return OfKeyBytes(key.Uncompressed);
    }

    /// <summary>The reader that a request names by raw key bytes, whatever they are.</summary>
    /// <param name="keyBytes">Normally 65 bytes; copied.</param>
    public static ReaderId OfKeyBytes(ReadOnlySpan<byte> keyBytes) =>
        OfKeyText(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(keyBytes)), keyBytes.ToArray());

    /// <summary>The reader that an audience entry names.</summary>
    /// <param name="entry">The entry.</param>
    public static ReaderId Of(DimeAudience entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return OfKeyText(entry.PublicKeyText.Span, default);
    }

    /// <summary>Reads back what <see cref="ToString"/> wrote; for adapters.</summary>
    /// <param name="text">43 characters.</param>
    public static ReaderId FromStored(string text) => new(text, default);

    /// <inheritdoc/>
    public bool Equals(ReaderId? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>43 characters of base64url.</summary>
    public override string ToString() => _text;

    private static ReaderId OfKeyText(ReadOnlySpan<byte> keyText, ReadOnlyMemory<byte> keyBytes) =>
        new(Base64Url.EncodeToString(SHA256.HashData(keyText)), keyBytes);
}
