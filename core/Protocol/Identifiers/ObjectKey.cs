using System.Diagnostics.CodeAnalysis;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Identifiers;

/// <summary>
/// The bytes an object store files an object under. Peers send a content hash, but a store takes whatever it is given, up to about
/// 2,000 bytes (object-store 1); so this says nothing about the content, <see cref="ObjectHash"/> does. Immutable, equal by value.
/// </summary>
public sealed class ObjectKey : IEquatable<ObjectKey>
{
    /// <summary>Most bytes of a key.</summary>
    public const int MaximumLength = 2000;

    private readonly byte[] _bytes;

    private ObjectKey(byte[] bytes) => _bytes = bytes;

    /// <summary>The key: 0 to <see cref="MaximumLength"/> bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Takes the bytes; they are copied.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.HashInvalid"/> when there are too many.</exception>
    public static ObjectKey FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length <= MaximumLength
        ? new ObjectKey(bytes.ToArray())
        : throw new P8eInputException(
            ErrorCodes.HashInvalid,
            $"Reading an object's key: it has {bytes.Length} bytes, at most {MaximumLength} are stored. Send the object's hash.");

    /// <summary>True when the key has the length of a content hash, so that the content can be checked against it.</summary>
    public bool TryAsHash([NotNullWhen(true)] out ObjectHash? hash) => ObjectHash.TryFromBytes(_bytes, out hash);

    /// <summary>Canonical base64, with padding.</summary>
    public override string ToString() => Convert.ToBase64String(_bytes);

    /// <inheritdoc/>
    public bool Equals(ObjectKey? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ObjectKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }
}
