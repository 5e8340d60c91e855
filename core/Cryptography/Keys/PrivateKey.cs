using System.Security.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Keys;

/// <summary>
/// A secp256k1 private key in memory. The bytes are pinned, so the collector leaves no copies, and zeroed by <see cref="Dispose"/>.
/// No member prints, compares or serialises them.
/// </summary>
public sealed class PrivateKey : IDisposable
{
    /// <summary>One honest draw in 2^128 is outside the range, so two in a row never are.</summary>
    private const int DrawsMax = 8;

    private readonly byte[] _scalar;
    private bool _disposed;

    private PrivateKey(byte[] pinnedScalar, PublicKey publicKey)
    {
        _scalar = pinnedScalar;
        PublicKey = publicKey;
    }

    /// <summary>The public key that belongs to it.</summary>
    public PublicKey PublicKey { get; }

    internal ReadOnlySpan<byte> Scalar
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _scalar;
        }
    }

    /// <summary>Takes a copy of a key.</summary>
    /// <param name="bytes">Up to 33 big-endian bytes: shorter is padded, a leading zero byte (the JVM's sign byte, p8e-sdk 11.3) is dropped.</param>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    /// <exception cref="P8eInputException">Zero, not below the group order, or too long.</exception>
    public static PrivateKey Import(ReadOnlySpan<byte> bytes, ISecp256k1? curve = null)
    {
        if (bytes.Length == CurveFormat.ScalarBytes + 1 && bytes[0] == 0)
        {
            bytes = bytes[1..];
        }

        if (bytes.Length > CurveFormat.ScalarBytes)
        {
            throw Invalid();
        }

        var pinned = GC.AllocateArray<byte>(CurveFormat.ScalarBytes, pinned: true);
        bytes.CopyTo(pinned.AsSpan(CurveFormat.ScalarBytes - bytes.Length));
        return Own(pinned, curve ?? Secp256k1.Default) ?? throw Invalid();
    }

    /// <summary>Makes a new key from the given randomness.</summary>
    /// <param name="random">Where the bytes come from.</param>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    public static PrivateKey Generate(IRandomSource random, ISecp256k1? curve = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        var pinned = GC.AllocateUninitializedArray<byte>(CurveFormat.ScalarBytes, pinned: true);
        for (var draw = 0; draw < DrawsMax; draw++)
        {
            random.Fill(pinned);
            if (Own(pinned, curve ?? Secp256k1.Default) is { } key)
            {
                return key;
            }
        }

        throw new InvalidOperationException("The random source gives no private key: it is broken.");
    }

    /// <summary>Overwrites the key.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_scalar);
    }

    private static PrivateKey? Own(byte[] pinned, ISecp256k1 curve)
    {
        var point = new byte[CurveFormat.PointBytes];
        if (curve.TryGetPublicKey(pinned, point))
        {
            return new PrivateKey(pinned, new PublicKey(point));
        }

        CryptographicOperations.ZeroMemory(pinned);
        return null;
    }

    private static P8eInputException Invalid() =>
        new(ErrorCodes.KeyInvalid, "Reading a private key: it is not a number from 1 to the order of secp256k1 minus 1 in at most 32 bytes.");
}
