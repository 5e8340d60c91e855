using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Google.Protobuf;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Hashes;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Keys;

/// <summary>A secp256k1 public key: a point that was checked to be on the curve. Immutable; equal when the points are equal.</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    /// <summary>Length of the uncompressed form, in bytes.</summary>
    public const int UncompressedBytes = CurveFormat.PointBytes;

    /// <summary>Length of the compressed form, in bytes.</summary>
    public const int CompressedBytes = CurveFormat.CompressedPointBytes;

    private readonly byte[] _point;
    private ByteString? _text;

    internal PublicKey(byte[] checkedPoint) => _point = checkedPoint;

    /// <summary>The 65 bytes 04, X, Y: the form on the object store's wire (object-store 1.3).</summary>
    public ReadOnlySpan<byte> Uncompressed => _point;

    /// <summary>Reads 65 bytes (04, X, Y) or 33 bytes (02 or 03, X).</summary>
    /// <param name="encoded">The key as it came from outside.</param>
    /// <param name="curve">The curve to check with; null means <see cref="Secp256k1.Default"/>.</param>
    /// <exception cref="P8eInputException">Not a point of secp256k1 in one of the two forms.</exception>
    public static PublicKey Parse(ReadOnlySpan<byte> encoded, ISecp256k1? curve = null) =>
        TryParse(encoded, out var key, curve)
            ? key
            : throw new P8eInputException(
                ErrorCodes.KeyInvalid,
                $"Reading a public key of {encoded.Length} bytes: it is not a point of secp256k1. Give 65 bytes (04, X, Y) or 33 bytes (compressed).");

    /// <summary>Reads a key without throwing; hybrid forms, points off the curve and infinity are refused.</summary>
    /// <param name="encoded">The key as it came from outside.</param>
    /// <param name="key">The key, when the result is true.</param>
    /// <param name="curve">The curve to check with; null means <see cref="Secp256k1.Default"/>.</param>
    public static bool TryParse(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out PublicKey? key, ISecp256k1? curve = null)
    {
        Span<byte> parsed = stackalloc byte[CurveFormat.PointBytes];
        key = (curve ?? Secp256k1.Default).TryParsePoint(encoded, parsed) ? new PublicKey(parsed.ToArray()) : null;
        return key is not null;
    }

    /// <summary>
    /// The text that DIME containers hold, as their field has it. Kept once made, because a key that reads many objects stands in the header
    /// of each.
    /// </summary>
    internal ByteString Text => _text ??= StrictBase64.EncodeToByteString(_point);

    /// <summary>The 33 bytes 02 or 03, X: the form on the chain (provenance-chain 5.1).</summary>
    public byte[] ToCompressed()
    {
        var compressed = _point[..CurveFormat.CompressedPointBytes];
        compressed[0] = (byte)(0x02 | (_point[^1] & 1));
        return compressed;
    }

    /// <summary>Standard base64 of the uncompressed form: the text that DIME containers hold (object-store 1.3).</summary>
    public string ToBase64() => Convert.ToBase64String(_point);

    /// <summary>RIPEMD-160 of SHA-256 of the compressed form: the 20 bytes of the account address (p8e-sdk 12).</summary>
    public byte[] ToAddressBytes() => Ripemd160.HashData(SHA256.HashData(ToCompressed()));

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && _point.AsSpan().SequenceEqual(other._point);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_point, 1); // X of a random-looking point is a good hash by itself.

    /// <summary>The compressed form in hex, for messages and logs.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToCompressed());
}
