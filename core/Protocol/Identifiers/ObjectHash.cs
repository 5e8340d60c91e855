using System.Diagnostics.CodeAnalysis;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Identifiers;

/// <summary>
/// Hash of an object's plaintext: 16, 32 or 64 bytes, and by that length the rule that checks it (object-store 5.8, p8e-sdk 8.1).
/// The store itself looks objects up by any bytes: that is an <see cref="ObjectKey"/>. Immutable, equal by value.
/// </summary>
public sealed class ObjectHash : IEquatable<ObjectHash>
{
    /// <summary>First half of a SHA-256 (or of a SHA-512): contract specifications.</summary>
    public const int ShortLength = 16;

    /// <summary>SHA-256: records, packages, mail.</summary>
    public const int StandardLength = 32;

    /// <summary>SHA-512: data of the older platform.</summary>
    public const int LongLength = 64;

    private readonly byte[] _bytes;

    private ObjectHash(byte[] bytes) => _bytes = bytes;

    /// <summary>The hash: 16, 32 or 64 bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Takes the bytes of a hash; they are copied.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.HashInvalid"/> unless there are 16, 32 or 64.</exception>
    public static ObjectHash FromBytes(ReadOnlySpan<byte> bytes) => IsLength(bytes.Length)
        ? new ObjectHash(bytes.ToArray())
        : throw new P8eInputException(ErrorCodes.HashInvalid, $"Reading an object's hash: it has {bytes.Length} bytes. Send 16, 32 or 64.");

    /// <summary>As <see cref="FromBytes"/>, but a wrong length is an answer, not an error.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out ObjectHash? hash)
    {
        hash = IsLength(bytes.Length) ? new ObjectHash(bytes.ToArray()) : null;
        return hash is not null;
    }

    /// <summary>Reads base64 text as leniently as the JVM does, see <see cref="JavaBase64"/>.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.Base64Invalid"/> or <see cref="ErrorCodes.HashInvalid"/>.</exception>
    public static ObjectHash Parse(string base64) => FromBytes(JavaBase64.Decode(base64, LongLength));

    /// <summary>
    /// True when an object with these digests is the one meant: 64 bytes are its SHA-512, 32 its SHA-256, 16 the first half of its
    /// SHA-256 or the first quarter of its SHA-512 (object-store 5.8 step 5).
    /// </summary>
    /// <param name="sha256">SHA-256 of the plaintext, 32 bytes.</param>
    /// <param name="sha512">SHA-512 of the plaintext, 64 bytes.</param>
    public bool Matches(ReadOnlySpan<byte> sha256, ReadOnlySpan<byte> sha512)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sha256.Length, StandardLength, nameof(sha256));
        ArgumentOutOfRangeException.ThrowIfNotEqual(sha512.Length, LongLength, nameof(sha512));
        return _bytes.Length switch
        {
            LongLength => sha512.SequenceEqual(_bytes),
            StandardLength => sha256.SequenceEqual(_bytes),
            _ => sha256.StartsWith(_bytes) || sha512.StartsWith(_bytes),
        };
    }

    /// <summary>What the store is asked for: the same bytes.</summary>
    public ObjectKey ToKey() => ObjectKey.FromBytes(_bytes);

    /// <summary>Canonical base64, with padding: the text form in envelopes and on the chain.</summary>
    public override string ToString() => Convert.ToBase64String(_bytes);

    /// <inheritdoc/>
    public bool Equals(ObjectHash? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ObjectHash);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    private static bool IsLength(int length) => length is ShortLength or StandardLength or LongLength;
}
