using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using P8e.Cryptography.Curve;

namespace P8e.Cryptography.Signatures;

/// <summary>
/// An ECDSA signature on secp256k1 whose r and s are both from 1 to n − 1. Immutable. Its bytes are never an identity: (r, s) and (r, n − s)
/// sign the same.
/// </summary>
public sealed class EcdsaSignature
{
    /// <summary>Length of the compact form, in bytes.</summary>
    public const int CompactBytes = CurveFormat.SignatureBytes;

    private readonly byte[] _compact;

    private EcdsaSignature(byte[] checkedCompact) => _compact = checkedCompact;

    /// <summary>The 64 bytes r, s, big-endian.</summary>
    public ReadOnlySpan<byte> Compact => _compact;

    /// <summary>Whether s is at most n / 2, as the chain demands (provenance-chain 5.2). Envelopes and objects accept both halves.</summary>
    public bool IsLowS => _compact.AsSpan(32).SequenceCompareTo(CurveFormat.HalfOrder) <= 0;

    /// <summary>Reads r, s from 64 bytes.</summary>
    /// <param name="bytes">The compact form.</param>
    /// <param name="signature">The signature, when the result is true.</param>
    public static bool TryFromCompact(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out EcdsaSignature? signature)
    {
        signature = bytes.Length == CompactBytes && CurveFormat.IsScalar(bytes[..32]) && CurveFormat.IsScalar(bytes[32..])
            ? new EcdsaSignature(bytes.ToArray())
            : null;
        return signature is not null;
    }

    /// <summary>
    /// Reads the one DER form that there is of r, s: minimal lengths, minimal non-negative integers, nothing behind. The platform's own
    /// reader takes negative integers (research/reliability-anchors 3.1), so it never sees these bytes.
    /// </summary>
    /// <param name="der">The bytes as they came from outside.</param>
    /// <param name="signature">The signature, when the result is true.</param>
    public static bool TryFromDer(ReadOnlySpan<byte> der, [NotNullWhen(true)] out EcdsaSignature? signature)
    {
        signature = null;
        Span<byte> bytes = stackalloc byte[CompactBytes];
        return DerInteger.TryReadPair(der, bytes[..32], bytes[32..]) && TryFromCompact(bytes, out signature);
    }

    /// <summary>The DER form, 8 to 72 bytes: what travels in envelopes and objects.</summary>
    public byte[] ToDer() => DerInteger.WritePair(_compact.AsSpan(0, 32), _compact.AsSpan(32));

    /// <summary>This signature with s in the lower half.</summary>
    public EcdsaSignature ToLowS()
    {
        if (IsLowS)
        {
            return this;
        }

        var order = new BigInteger(CurveFormat.Order, isUnsigned: true, isBigEndian: true);
        var s = order - new BigInteger(_compact.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var low = new byte[CompactBytes];
        _compact.AsSpan(0, 32).CopyTo(low);
        var length = s.GetByteCount(isUnsigned: true);
        _ = s.TryWriteBytes(low.AsSpan(CompactBytes - length), out _, isUnsigned: true, isBigEndian: true);
        return new EcdsaSignature(low);
    }
}
