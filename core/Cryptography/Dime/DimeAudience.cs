using P8e.Cryptography.Keys;
using P8e.Protocol.Wire.ScopeEncryption;

namespace P8e.Cryptography.Dime;

/// <summary>
/// One reader of an object: the reader's public key and the data key wrapped for it. The four byte fields hold base64 <em>text</em>
/// (object-store 1.4). What a stranger uploads may hold anything here; it is checked when somebody opens the object.
/// </summary>
public sealed class DimeAudience
{
    /// <summary>Length of the base64 text of a key, in bytes.</summary>
    internal const int NameBytes = 88;

    internal DimeAudience(Audience wire) => Wire = wire;

    /// <summary>Why this reader is there.</summary>
    public DimeContext Context => (DimeContext)Wire.Context;

    /// <summary>The reader's key as the container names it: the bytes of a base64 text, at least when a known program wrote it.</summary>
    public ReadOnlyMemory<byte> PublicKeyText => Wire.PublicKey.Memory;

    internal Audience Wire { get; }

    /// <summary>Whether this entry is addressed to a key. The comparison is of the texts, as everywhere in the field (object-store 1.3).</summary>
    /// <param name="key">The key.</param>
    public bool IsFor(PublicKey key)
    {
        Span<byte> text = stackalloc byte[NameBytes];
        WriteName(key, text);
        return IsFor(text);
    }

    /// <summary>The text under which a key stands in an audience.</summary>
    internal static void WriteName(PublicKey key, Span<byte> text)
    {
        ArgumentNullException.ThrowIfNull(key);
        StrictBase64.Encode(key.Uncompressed, text);
    }

    internal bool IsFor(ReadOnlySpan<byte> name) => Wire.PublicKey.Span.SequenceEqual(name);
}
